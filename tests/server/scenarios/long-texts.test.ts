import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UserViewer } from '#server/identity/index.ts';
import { createScenario, getScenarioHead } from '#server/scenarios/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';
import { POST } from '../../../src/pages/desk/scenarios/[key]/autosave.ts';
import { contextOf } from '../http/context.ts';

const KEY = 'long-one';
let world: TestDatabase;
let vera: UserViewer;
beforeEach(async () => {
  world = await openTestDatabase();
  vera = await staffOf(world, 'editor', 'Vera');
  await createScenario(world.ctx(vera), { key: KEY, source: '# begun' });
});
afterEach(() => world.close());

/** What the editor's script sends. */
async function autosaved(source: string): Promise<Response> {
  const context = contextOf(world, { path: `/desk/scenarios/${KEY}/autosave`, method: 'POST', viewer: vera });
  const request = new Request(context.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ source, save: 1 }),
  });
  return POST(Object.assign(context, { request, params: { key: KEY } }));
}

it('a scenario as long as scenarios may be is saved, however many bytes its characters take', async () => {
  const dashes = `# ${'—'.repeat(99_998)}`;
  expect((await autosaved(dashes)).status).toBe(200);
  expect((await getScenarioHead(world.ctx(vera), KEY))?.working?.source).toBe(dashes);
});

it('one that is longer is refused with the words of its field, and one that is far longer by its size', async () => {
  const refused = await autosaved('—'.repeat(100_001));
  expect(refused.status).toBe(422);
  expect(await refused.json()).toHaveProperty('error.fields.source');
  expect((await autosaved('—'.repeat(1_500_000))).status).toBe(413);
});
