import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserViewer } from '#server/identity/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import {
  createScenario,
  discardVersion,
  getScenario,
  getScenarioHead,
  getScenarioVersion,
  listPublishedScenarios,
  listScenarioActivity,
  listScenarioHeads,
  listVersions,
  publishDraft,
  putScenarioBack,
  questionScenario,
  readScenarioFolder,
  restoreVersion,
  returnVersion,
  saveVersion,
  seedScenarios,
  submitVersion,
  type ScenarioFile,
  type Surroundings,
} from '#server/scenarios/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';
import { folder } from './walking.ts';

const KEY = 'how-to-pay';
let world: TestDatabase;
let vera: UserViewer;
let nina: UserViewer;
let igor: UserViewer;
let anna: UserViewer;
let shipped: ScenarioFile;
let around: Surroundings;

beforeEach(async () => {
  world = await openTestDatabase();
  [vera, nina] = [await staffOf(world, 'editor', 'Vera'), await staffOf(world, 'editor', 'Nina')];
  [igor, anna] = [await staffOf(world, 'supervisor', 'Igor'), await staffOf(world, 'agent', 'Anna')];
  const files = await readScenarioFolder(folder);
  await seedScenarios(world.ctx(systemViewer('seed')), files);
  shipped = files.find(({ key }) => key === KEY) as ScenarioFile;
  const everything = { has: () => true, [Symbol.iterator]: () => [][Symbol.iterator]() } as unknown as Set<string>;
  around = { articles: everything, queues: everything, topics: everything, scenarios: new Map() };
});
afterEach(() => world.close());

const by = (viewer: UserViewer) => world.ctx(viewer);
const changed = (words: string) => shipped.yaml.replace('Как оплатить счёт', words);
const titleNow = async () => (await getScenario(by(vera), KEY))?.scenario.title.ru;
const handedIn = async () => {
  const saved = await saveVersion(by(vera), { key: KEY, source: changed('Оплата счёта'), save: 0 });
  if (!saved.ok) throw new Error(saved.error.message);
  await submitVersion(by(vera), { key: KEY, save: saved.value.save, reason: 'короче' });
  return saved.value;
};

describe('a scenario that is changed in the desk', () => {
  it('serves its published version until another editor publishes the draft', async () => {
    const { save, version } = await handedIn();
    expect(await titleNow()).toBe('Как оплатить счёт');
    const own = await publishDraft(by(vera), { key: KEY, save, reason: null, around });
    expect(own).toMatchObject({ ok: false, error: { message: 'scenario.error.ownReview' } });
    expect(await publishDraft(by(nina), { key: KEY, save, reason: null, around })).toEqual({ ok: true, value: null });
    expect(await titleNow()).toBe('Оплата счёта');
    expect(version).toBe(2);
    // A walk that began before goes on as it began.
    expect((await getScenarioVersion(by(vera), KEY, 1))?.scenario.title.ru).toBe('Как оплатить счёт');
    expect((await listScenarioActivity(by(vera), KEY)).map(({ kind }) => kind)).toEqual([
      'version.published',
      'version.submitted',
    ]);
  });

  it('is published by a supervisor without a second reader, and by an editor never before it was handed in', async () => {
    const saved = await saveVersion(by(vera), { key: KEY, source: changed('Оплата'), save: 0 });
    const save = saved.ok ? saved.value.save : 0;
    const alone = await publishDraft(by(nina), { key: KEY, save, reason: null, around });
    expect(alone).toMatchObject({ ok: false, error: { message: 'scenario.error.needsReview' } });
    expect(await publishDraft(by(igor), { key: KEY, save, reason: null, around })).toMatchObject({ ok: true });
    expect(await titleNow()).toBe('Оплата');
  });

  it('is not published with a fault, though it may be saved with one', async () => {
    const source = shipped.yaml.replace('didItHelp: true', 'didItHelp: maybe');
    const saved = await saveVersion(by(igor), { key: KEY, source, save: 0 });
    expect(saved).toMatchObject({ ok: true });
    const published = await publishDraft(by(igor), { key: KEY, save: 1, reason: null, around });
    expect(published).toMatchObject({ ok: false, error: { message: 'scenario.error.faults' } });
    expect(await titleNow()).toBe('Как оплатить счёт');
  });

  it('tells the second of two who save, and loses neither text', async () => {
    await saveVersion(by(vera), { key: KEY, source: changed('Первая'), save: 0 });
    const second = await saveVersion(by(nina), { key: KEY, source: changed('Вторая'), save: 0 });
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
      collision: { theirs: changed('Первая'), save: 1, savedBy: vera.userId },
    });
    expect(await saveVersion(by(nina), { key: KEY, source: changed('Обе'), save: 1 })).toMatchObject({
      ok: true,
      value: { save: 2 },
    });
  });

  it('goes back to a draft when what was handed in is changed, so that nobody approves what they have not read', async () => {
    const { save } = await handedIn();
    await saveVersion(by(vera), { key: KEY, source: changed('Иначе'), save });
    expect(await publishDraft(by(nina), { key: KEY, save, reason: null, around })).toMatchObject({ ok: false });
    expect((await getScenarioHead(by(vera), KEY))?.working).toMatchObject({ status: 'draft', save: save + 1 });
  });

  it('comes back with a note, is given up, and is taken up again from its history', async () => {
    const { save, version } = await handedIn();
    await returnVersion(by(nina), { key: KEY, save, note: 'слишком коротко' });
    expect((await getScenarioHead(by(vera), KEY))?.working).toMatchObject({
      status: 'draft',
      reviewNote: 'слишком коротко',
    });
    await discardVersion(by(vera), { key: KEY, save });
    expect((await getScenarioHead(by(vera), KEY))?.working).toBeNull();
    const restored = await restoreVersion(by(vera), { key: KEY, version });
    expect(restored).toMatchObject({ ok: true, value: { version: 3 } });
    expect((await getScenarioHead(by(vera), KEY))?.working?.source).toBe(changed('Оплата счёта'));
    expect((await listVersions(by(vera), KEY)).map(({ status }) => status)).toEqual([
      'draft',
      'discarded',
      'published',
    ]);
  });

  it('stays as the desk left it when the application is seeded again, until its file says something new', async () => {
    const { save } = await handedIn();
    await publishDraft(by(nina), { key: KEY, save, reason: null, around });
    const seed = world.ctx(systemViewer('seed'));
    expect((await seedScenarios(seed, [shipped])).published).toEqual([]);
    expect(await titleNow()).toBe('Оплата счёта');
    // A draft that was begun before gets a number above what came meanwhile.
    const late = await saveVersion(by(igor), { key: KEY, source: changed('Поздняя'), save: 0 });
    if (!late.ok) throw new Error(late.error.message);
    expect((await seedScenarios(seed, [{ ...shipped, yaml: changed('Новая') }])).published).toEqual([KEY]);
    await publishDraft(by(igor), { key: KEY, save: late.value.save, reason: null, around });
    expect((await getScenario(by(vera), KEY))?.version).toBe(5);
    expect(await titleNow()).toBe('Поздняя');
  });
});

describe('a new scenario', () => {
  it('begins as a draft under a key of its own', async () => {
    const source = shipped.yaml.replace(`key: ${KEY}`, 'key: pay-later');
    expect(await createScenario(by(vera), { key: 'pay-later', source })).toMatchObject({ ok: true });
    expect(await getScenario(by(vera), 'pay-later')).toBeNull();
    expect(await createScenario(by(vera), { key: KEY, source })).toMatchObject({
      ok: false,
      error: { fields: { key: 'scenario.error.keyTaken' } },
    });
    expect(await createScenario(by(vera), { key: '../etc', source })).toMatchObject({ ok: false });
    expect(await publishDraft(by(igor), { key: 'pay-later', save: 1, reason: null, around })).toMatchObject({
      ok: true,
    });
    expect((await getScenario(by(vera), 'pay-later'))?.version).toBe(1);
  });
});

describe('a scenario under review', () => {
  const isUnderReview = async () =>
    (await listPublishedScenarios(by(vera))).find(({ scenario }) => scenario.key === KEY)?.isUnderReview;

  it('is said to be so until it is put back or published anew', async () => {
    expect(await questionScenario(by(vera), { key: KEY, reason: 'notHelped:3' })).toMatchObject({
      value: { changed: true },
    });
    expect(await questionScenario(by(vera), { key: KEY, reason: 'again' })).toMatchObject({
      value: { changed: false },
    });
    expect(await isUnderReview()).toBe(true);
    await putScenarioBack(by(igor), { key: KEY, reason: 'всё верно' });
    expect(await isUnderReview()).toBe(false);
    await questionScenario(by(vera), { key: KEY, reason: 'устарел' });
    const { save } = await handedIn();
    await publishDraft(by(nina), { key: KEY, save, reason: null, around });
    expect(await isUnderReview()).toBe(false);
  });
});

describe('somebody who answers customers but does not write', () => {
  it('sees no drafts and changes nothing', async () => {
    const ctx = by(anna);
    expect(await listScenarioHeads(ctx)).toEqual([]);
    expect(await getScenarioHead(ctx, KEY)).toBeNull();
    expect(await listVersions(ctx, KEY)).toEqual([]);
    const refused = { ok: false, error: { code: 'not_found' } };
    expect(await saveVersion(ctx, { key: KEY, source: '', save: 0 })).toMatchObject(refused);
    expect(await createScenario(ctx, { key: 'mine', source: '' })).toMatchObject(refused);
    expect(await submitVersion(ctx, { key: KEY, save: 0, reason: null })).toMatchObject(refused);
    expect(await publishDraft(ctx, { key: KEY, save: 0, reason: null, around })).toMatchObject(refused);
    expect(await restoreVersion(ctx, { key: KEY, version: 1 })).toMatchObject(refused);
    expect(await questionScenario(ctx, { key: KEY, reason: '' })).toMatchObject(refused);
  });
});
