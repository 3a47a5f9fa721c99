import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scenarioRuns } from '#db/schema/assistant.ts';
import { conversations } from '#db/schema/conversations.ts';
import { listScenarioFigures, listStepFigures, listWalks, scenarioDeflection } from '#server/assistant/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

const HOUR = 3_600_000;
const KEY = 'missing-parts';
let world: TestDatabase;
let ilya: UserViewer;
let timur: UserViewer;
let made = 0;
beforeAll(async () => {
  world = await openTestDatabase();
  ilya = await staffOf(world, 'supervisor', 'Ilya');
  timur = await staffOf(world, 'agent', 'Timur');
});
afterAll(() => world.close());
beforeEach(() => world.db.write((tx) => tx.delete(scenarioRuns)));

type Row = Partial<typeof scenarioRuns.$inferInsert>;
/** A walk that rested for so many hours. */
async function walked(walker: string, hours: number, row: Row = {}): Promise<string> {
  const at = new Date(world.clock.now().getTime() - hours * HOUR);
  const conversationId = `c-${String(made)}`;
  await world.db.write(async (tx) => {
    await tx.insert(conversations).values({
      id: conversationId,
      number: 7_000 + made,
      status: 'open',
      holder: 'assistant',
      locale: 'ru',
      startKey: conversationId,
      createdAt: at,
      updatedAt: at,
    });
    await tx.insert(scenarioRuns).values({
      id: `r-${String(made)}`,
      conversationId,
      scenarioKey: KEY,
      scenarioVersion: 1,
      topic: 'repairs',
      status: 'finished',
      request: 'нет винтов',
      state: { path: ['start', row.step ?? 'end'] },
      step: 'end',
      turns: 1,
      walker,
      createdAt: at,
      updatedAt: at,
      ...row,
    });
  });
  made++;
  return conversationId;
}
const figures = async () => (await listScenarioFigures(world.ctx(ilya), { days: 30 }))?.[0];

describe('the figures of a scenario', () => {
  it('count walks of people by how they ended, and no walks of agents or articles', async () => {
    await walked('a', 1, { helped: true });
    await walked('b', 1, { helped: false, step: 'helped' });
    await walked('c', 1, { status: 'handed_off', step: 'what' });
    await walked('d', 1, { status: 'dropped', step: 'what' });
    await walked('e', 25, { status: 'active', step: 'what' });
    await walked('f', 1, { status: 'active', step: 'what' });
    // Set aside for something else, and never gone back to.
    await walked('j', 25, { status: 'set_aside', step: 'what' });
    await walked('g', 1, { walkedBy: 'agent' });
    await walked('h', 1, { scenarioVersion: 0 });
    await walked('i', 24 * 31);
    expect(await figures()).toMatchObject({
      key: KEY,
      started: 7,
      finished: 2,
      helped: 1,
      notHelped: 1,
      handedOff: 1,
      dropped: 3,
    });
    const steps = (await listStepFigures(world.ctx(ilya), { key: KEY, days: 30 })) ?? [];
    expect(steps.find(({ step }) => step === 'what')).toMatchObject({ handedOff: 1, dropped: 3, reached: 5 / 7 });
    const behind = { key: KEY, days: 30, kind: 'dropped', step: 'what', page: 1 } as const;
    expect(await listWalks(world.ctx(ilya), behind)).toMatchObject({ total: 3 });
  });

  it('count as solved what the person said so or did not come back with in 48 hours, of what is settled', async () => {
    await walked('said', 1, { helped: true });
    await walked('quiet', 60);
    await walked('waits', 10);
    await walked('again', 60);
    await walked('again', 20, { helped: false });
    await walked('late', 100);
    await walked('late', 3, { status: 'active' });
    await walked('other topic', 60);
    await walked('other topic', 50, { topic: 'delivery', helped: false });
    const found = await figures();
    // settled: said, quiet, again twice, late's first, both of "other topic".
    expect(found).toMatchObject({ settled: 7, solved: 4 });
    expect(scenarioDeflection(found ?? { settled: 0, solved: 0 })).toBeCloseTo(4 / 7);
    expect(scenarioDeflection({ settled: 0, solved: 0 })).toBeNull();
  });

  it('are for those who look after scenarios', async () => {
    expect(await listScenarioFigures(world.ctx(timur), { days: 30 })).toBeNull();
    expect(await listStepFigures(world.ctx(timur), { key: KEY, days: 30 })).toBeNull();
    expect(await listScenarioFigures(world.ctx(systemViewer('test')), { days: 30 })).toEqual([]);
  });
});
