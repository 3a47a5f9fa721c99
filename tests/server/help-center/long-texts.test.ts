import { afterEach, beforeEach, expect, it } from 'vitest';
import { getArticleToWrite } from '#server/help-center/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import type { TestDatabase } from '#support/database.ts';
import { POST } from '../../../src/pages/desk/articles/[key]/[locale]/autosave.ts';
import { contextOf } from '../http/context.ts';
import { at, openWrittenArticle, text } from './written-article.ts';

let world: TestDatabase;
let lera: UserViewer;
beforeEach(async () => {
  ({ world, lera } = await openWrittenArticle());
});
afterEach(() => world.close());

/** What the editor's script sends. */
async function autosaved(body: string): Promise<Response> {
  const path = `/desk/articles/${at.key}/${at.locale}/autosave`;
  const context = contextOf(world, { path, method: 'POST', viewer: lera });
  const { title, summary } = text('');
  const request = new Request(context.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ title, summary, questions: '', body, version: 1 }),
  });
  return POST(Object.assign(context, { request, params: at }));
}

it('a text as long as texts may be is saved, however many bytes its characters take', async () => {
  const dashes = '—'.repeat(100_000);
  expect((await autosaved(dashes)).status).toBe(200);
  expect((await getArticleToWrite(world.ctx(lera), at))?.content.body).toBe(dashes);
});

it('one that is longer is refused with the words of its field, and one that is far longer by its size', async () => {
  const refused = await autosaved('—'.repeat(100_001));
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ error: { fields: { body: 'Текст — от 50 до 100 000 знаков.' } } });
  expect((await autosaved('—'.repeat(1_500_000))).status).toBe(413);
});
