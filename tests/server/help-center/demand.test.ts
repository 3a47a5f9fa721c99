import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchDecisions, searchLog } from '#db/schema/help-center-readers.ts';
import {
  answerDemand,
  countPeople,
  dismissDemand,
  getDemand,
  getDemandGroup,
  listRevisions,
  noteReading,
  searchHelp,
  writeForDemand,
} from '#server/help-center/index.ts';
import { keyOfTitle } from '#server/help-center/article-key.ts';
import { gapOf } from '#server/help-center/demand.ts';
import { groupQueries, type Compared } from '#server/help-center/group-queries.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { staffOf } from '#support/staff.ts';

const DAY_MS = 86_400_000;
const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const period = { locale: 'ru' as const, days: 30 };
let help: TestHelpCenter;
let lera: UserViewer;
let timur: UserViewer;
beforeAll(async () => {
  help = await openHelpCenter();
  lera = await staffOf(help, 'editor', 'Lera');
  timur = await staffOf(help, 'agent', 'Timur');
});
afterAll(() => help.close());
beforeEach(async () => {
  await getDemand(help.system, period);
  await help.db.write(async (tx) => {
    await tx.delete(searchLog);
    await tx.delete(searchDecisions);
  });
});

const search = (query: string, mark = 'anna') => searchHelp(help.ctx(visitor), { query, locale: 'ru', mark });
/** Each by somebody else. */
const searches = async (query: string, times: number) => {
  for (let i = 0; i < times; i++) await search(query, `${query} ${String(i)} ${String(help.clock.now().getTime())}`);
};
const groups = async () => (await getDemand(help.ctx(lera), period))?.groups ?? [];
const queriesOf = (list: Awaited<ReturnType<typeof groups>>) =>
  list.map((group) => group.queries.map(({ query }) => query));

describe('the board of searches', () => {
  it('groups what means the same, and shows the gap first', async () => {
    await searches('массаж стула', 3);
    await searches('стул с массажем', 2);
    await searches('доставка цена', 4);
    await searches('цена доставки', 1);
    for (const group of ['a', 'b', 'c', 'd', 'e']) {
      const { found, searchId } = await search('оплатить счёт', group);
      const query = new URL(found[0]?.href ?? '', 'http://x.invalid').searchParams;
      expect(searchId).not.toBeNull();
      noteReading(help.ctx(visitor), { article: { key: 'pay-invoice', locale: 'ru' }, mark: group, query });
    }
    const list = await groups();
    const grouped = queriesOf(list);
    expect(grouped).toContainEqual(['доставка цена', 'цена доставки']);
    expect(list.at(-1)).toMatchObject({ query: 'оплатить счёт', times: 5, opened: 5, gap: 0 });
    expect(list.map(({ gap }) => gap)).toEqual(list.map(({ gap }) => gap).toSorted((a, b) => b - a));
  });

  it('counts people, and compares with the period before', async () => {
    await searches('цвет обивки', 2);
    help.clock.advance(31 * DAY_MS);
    await searches('цвет обивки', 3);
    help.clock.advance(2 * 60_000);
    await search('цвет обивки', 'anna');
    help.clock.advance(2 * 60_000);
    await search('цвет обивки', 'anna');
    const [group] = await groups();
    expect(group).toMatchObject({ query: 'цвет обивки', times: 5, before: 2 });
    if (!group) throw new Error('no group');
    expect(await countPeople(help.ctx(lera), period, group)).toBe(4);
  });

  it('is read by everybody who works here, and acted on by those who write', async () => {
    await searches('скидка пенсионерам', 2);
    const address = { ...period, query: 'скидка пенсионерам' };
    expect((await getDemand(help.ctx(timur), period))?.groups).toHaveLength(1);
    expect(await getDemand(help.ctx(visitor), period)).toBeNull();
    expect(await dismissDemand(help.ctx(timur), { ...address, reason: 'не пишем' })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('an editor', () => {
  it('begins an article from a group, with its searches as questions', async () => {
    await searches('скидка пенсионерам', 3);
    await searches('пенсионерам скидка', 1);
    const written = await writeForDemand(help.ctx(lera), {
      ...{ ...period, query: 'пенсионерам скидка' },
      ...{ title: 'Скидки для пенсионеров', categoryId: 'payment' },
    });
    expect(written).toEqual({ ok: true, value: { key: 'skidki-dlya-pensionerov', locale: 'ru' } });
    const [revision] = await listRevisions(help.ctx(lera), { key: 'skidki-dlya-pensionerov', locale: 'ru' });
    expect(revision).toMatchObject({
      state: 'draft',
      title: 'Скидки для пенсионеров',
      questions: ['скидка пенсионерам', 'пенсионерам скидка'],
    });
    expect(await getDemand(help.ctx(lera), { ...period, filter: 'open' })).toMatchObject({
      groups: [],
      counts: { open: 0, decided: 1 },
    });
    const [group] = await groups();
    expect(group?.decision).toMatchObject({ kind: 'written', articleKey: 'skidki-dlya-pensionerov' });
    // Another with the same title gets another address.
    const again = await writeForDemand(help.ctx(lera), {
      ...{ ...period, query: 'скидка пенсионерам' },
      ...{ title: 'Скидки для пенсионеров', categoryId: 'payment' },
    });
    expect(again).toMatchObject({ value: { key: 'skidki-dlya-pensionerov-2' } });
  });

  it('adds the searches to an article that answers them, once', async () => {
    await searches('почём привезти', 2);
    const address = { ...period, query: 'почём привезти', articleKey: 'delivery-cost' };
    expect(await answerDemand(help.ctx(lera), address)).toMatchObject({ ok: true });
    expect(await answerDemand(help.ctx(lera), address)).toMatchObject({ ok: true });
    const [revision] = await listRevisions(help.ctx(lera), { key: 'delivery-cost', locale: 'ru' });
    expect(revision?.state).toBe('draft');
    expect(revision?.questions.filter((question) => question === 'почём привезти')).toHaveLength(1);
    expect(await answerDemand(help.ctx(lera), { ...address, articleKey: 'no-such' })).toMatchObject({
      error: { fields: { articleKey: 'help.demand.error.article' } },
    });
  });

  it('hides what nothing is to be written about, until it has grown by half', async () => {
    const address = { ...period, query: 'вакансии' };
    const hidden = async () => (await getDemandGroup(help.ctx(lera), address))?.decision?.reason ?? null;
    await searches('вакансии', 4);
    expect(await dismissDemand(help.ctx(lera), { ...address, reason: 'Это не про справку' })).toMatchObject({
      ok: true,
    });
    expect(await hidden()).toBe('Это не про справку');
    help.clock.advance(DAY_MS);
    await searches('вакансии', 1);
    expect(await hidden()).toBe('Это не про справку');
    help.clock.advance(DAY_MS);
    await searches('вакансии', 1);
    expect(await hidden()).toBeNull();
  });
});

describe('grouping', () => {
  const compared = fc.array(
    fc.record({
      query: fc.string({ minLength: 1, maxLength: 12 }),
      times: fc.integer({ min: 1, max: 9 }),
      vector: fc.option(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 })),
    }),
    { maxLength: 30 },
  );
  const toCompared = ({
    query,
    times,
    vector,
  }: {
    query: string;
    times: number;
    vector: number[] | null;
  }): Compared => {
    const length = vector ? Math.hypot(...vector) : 0;
    const unit = vector && length > 0 ? Float32Array.from(vector, (value) => value / length) : null;
    return { query, times, terms: query.split(' ').filter(Boolean), vector: unit };
  };

  it('puts every query into one group, and the same ones whatever order they come in', async () => {
    await fc.assert(
      fc.asyncProperty(compared, async (list) => {
        const queries = [...new Map(list.map((each) => [each.query, toCompared(each)])).values()];
        const named = async (some: readonly Compared[]) =>
          (await groupQueries(some)).map((members) => members.map((index) => some[index]?.query));
        const once = await named(queries);
        expect(once.flat().sort()).toEqual(queries.map(({ query }) => query).sort());
        expect(await named(queries.toReversed())).toEqual(once);
      }),
    );
  });
});

it('a gap is never more than what was searched', () => {
  const count = fc.nat(1000);
  fc.assert(
    fc.property(count, count, count, count, (nothing, opened, rest, followed) => {
      const times = nothing + opened + rest;
      const gap = gapOf({ times, before: 0, nothing, opened, followed: Math.min(followed, times) });
      expect(gap).toBeGreaterThanOrEqual(nothing);
      expect(gap).toBeLessThanOrEqual(times);
    }),
  );
});

it('a title becomes an address people can read', () => {
  expect(keyOfTitle('Как вернуть деньги за ёлку?')).toBe('kak-vernut-dengi-za-yolku');
  expect(keyOfTitle('Café — prices, 2026')).toBe('cafe-prices-2026');
  expect(keyOfTitle('???')).toBe('article');
});
