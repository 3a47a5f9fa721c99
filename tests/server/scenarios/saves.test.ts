import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UserViewer } from '#server/identity/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import {
  discardVersion,
  getSave,
  getScenarioHead,
  listSaves,
  listScenarioActivity,
  readScenarioFolder,
  restoreSave,
  saveVersion,
  seedScenarios,
} from '#server/scenarios/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';
import { folder } from './walking.ts';

const KEY = 'how-to-pay';
let world: TestDatabase;
let vera: UserViewer;
let nina: UserViewer;
let shipped: string;
beforeEach(async () => {
  world = await openTestDatabase();
  [vera, nina] = [await staffOf(world, 'editor', 'Vera'), await staffOf(world, 'editor', 'Nina')];
  const files = (await readScenarioFolder(folder)).filter(({ key }) => key === KEY);
  await seedScenarios(world.ctx(systemViewer('seed')), files);
  shipped = (await head())?.published?.source ?? '';
});
afterEach(() => world.close());

const head = () => getScenarioHead(world.ctx(vera), KEY);
const write = async (viewer: UserViewer, line: string) =>
  saveVersion(world.ctx(viewer), {
    key: KEY,
    source: `${shipped}# ${line}\n`,
    save: (await head())?.working?.save ?? 0,
  });

it('keeps each save of a draft with who and when, and tells what it changed', async () => {
  await write(vera, 'one');
  world.clock.advance(60_000);
  await write(nina, 'two');
  // The same again is no save.
  await write(nina, 'two');
  const saves = await listSaves(world.ctx(vera), KEY);
  expect(saves).toMatchObject([
    { save: 2, savedBy: nina.userId, savedAt: world.clock.now() },
    { save: 1, savedBy: vera.userId },
  ]);
  expect(await getSave(world.ctx(vera), { key: KEY, save: 2 })).toEqual({
    before: `${shipped}# one\n`,
    source: `${shipped}# two\n`,
  });
  // The first is compared with what is published.
  expect((await getSave(world.ctx(vera), { key: KEY, save: 1 }))?.before).toBe(shipped);
  expect(await getSave(world.ctx(vera), { key: KEY, save: 9 })).toBeNull();
});

it('brings an earlier text back as the next save; a later one is not overwritten', async () => {
  for (const line of ['one', 'two', 'three']) await write(vera, line);
  const began = 3;
  await write(nina, 'four');
  expect(await restoreSave(world.ctx(vera), { key: KEY, save: 1, began })).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  expect(await restoreSave(world.ctx(vera), { key: KEY, save: 1, began: 4 })).toMatchObject({
    ok: true,
    value: { save: 5 },
  });
  expect((await head())?.working?.source).toBe(`${shipped}# one\n`);
  expect((await listSaves(world.ctx(vera), KEY)).map(({ save }) => save)).toEqual([5, 4, 3, 2, 1]);
  const [noted] = await listScenarioActivity(world.ctx(vera), KEY);
  expect(noted).toMatchObject({ kind: 'version.restored', details: { save: 1, as: 5 }, userId: vera.userId });
});

it('brings an earlier text back after a save that only said why', async () => {
  for (const line of ['one', 'two']) await write(vera, line);
  const { source = '', save = 0 } = (await head())?.working ?? {};
  await saveVersion(world.ctx(vera), { key: KEY, source, save, reason: 'Вопросы заказчиков' });
  const [last] = await listSaves(world.ctx(nina), KEY);
  expect(last?.save).toBe((await head())?.working?.save);
  const restored = await restoreSave(world.ctx(nina), { key: KEY, save: 1, began: last?.save ?? 0 });
  expect(restored).toMatchObject({ ok: true });
  expect((await head())?.working?.source).toBe(`${shipped}# one\n`);
});

it('does not take a save of another draft for the one it began with', async () => {
  await write(vera, 'one');
  const began = (await head())?.working?.save ?? 0;
  expect(await discardVersion(world.ctx(nina), { key: KEY, save: began })).toMatchObject({ ok: true });
  await write(nina, 'hers');
  const late = await saveVersion(world.ctx(vera), { key: KEY, source: `${shipped}# mine\n`, save: began });
  expect(late).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await restoreSave(world.ctx(vera), { key: KEY, save: began, began })).toMatchObject({ ok: false });
  expect((await head())?.working?.source).toBe(`${shipped}# hers\n`);
});

it('keeps the last 120 saves, and shows none to those who do not write', async () => {
  for (let save = 1; save <= 125; save++) await write(vera, String(save));
  const saves = await listSaves(world.ctx(vera), KEY);
  expect([saves.length, saves.at(0)?.save, saves.at(-1)?.save]).toEqual([120, 125, 6]);
  const agent = world.ctx(await staffOf(world, 'agent', 'Anna'));
  expect(await listSaves(agent, KEY)).toEqual([]);
  expect(await getSave(agent, { key: KEY, save: 125 })).toBeNull();
  expect(await restoreSave(agent, { key: KEY, save: 120, began: 125 })).toMatchObject({ error: { code: 'not_found' } });
});
