import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { articleReadings, searchClicks, searchLog } from '#db/schema/help-center-readers.ts';
import {
  flushJournal,
  noteConversation,
  noteReading,
  pruneSearchLog,
  searchHelp,
  suggest,
} from '#server/help-center/index.ts';
import type { Viewer, VisitorViewer } from '#server/identity/index.ts';
import type { App } from '#server/app.ts';
import { startWork } from '#server/start-work.ts';
import { goesOn, mergeSearches, type LoggedSearch } from '#server/help-center/search-merge.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';

const HOUR_MS = 3_600_000;
const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
let help: TestHelpCenter;
beforeAll(async () => {
  help = await openHelpCenter();
});
afterAll(() => help.close());
beforeEach(async () => {
  await flushJournal(help.system);
  await help.db.write(async (tx) => {
    await tx.delete(searchLog);
    await tx.delete(articleReadings);
  });
});

const ctx = () => help.ctx(visitor);
const type = (query: string, mark = 'anna') => suggest(ctx(), { query, locale: 'ru', mark });
const search = (query: string, mark: string | null = 'anna') => searchHelp(ctx(), { query, locale: 'ru', mark });
const logged = async () => {
  await flushJournal(help.system);
  return help.db.read.select().from(searchLog).orderBy(searchLog.createdAt);
};
const queries = async () => (await logged()).map(({ query }) => query);
const open = (href: string, mark = 'anna') => {
  const url = new URL(href, 'http://kabinet.invalid');
  const key = url.pathname.split('/').at(-1) ?? '';
  noteReading(ctx(), { article: { key, locale: 'ru' }, mark, query: url.searchParams });
};

describe('the log of searches', () => {
  it('takes what grows while it is typed for one search, and its results by their last', async () => {
    for (const typed of ['оп', 'опла', 'оплатит', 'оплатить сч']) await type(typed);
    await flushJournal(help.system);
    for (const typed of ['оплатить счёт', 'оплатить сч']) await type(typed);
    const { total } = await search('оплатить счёт');
    expect(await logged()).toMatchObject([{ query: 'оплатить счёт', typed: false, results: total }]);
  });

  it('tells people apart, pauses, and other questions', async () => {
    await type('гарантия');
    await type('гарантия', 'boris');
    await type('доставка');
    help.clock.advance(61_000);
    await type('доставка');
    expect(await queries()).toEqual(['гарантия', 'гарантия', 'доставка', 'доставка']);
    expect((await logged()).every(({ typed }) => typed)).toBe(true);
  });

  it('keeps nobody: no numbers, no addresses, another asker every day', async () => {
    await search('заказ 2418 на anna@sever.example и +7 900 000-00-00');
    help.clock.advance(24 * HOUR_MS);
    await search('заказ 2418 на anna@sever.example и +7 900 000-00-00');
    const rows = await logged();
    expect(rows.map(({ query }) => query)).toEqual(Array(2).fill('заказ 2418 на …@… и +…'));
    expect(new Set(rows.map(({ asker }) => asker)).size).toBe(2);
    expect(JSON.stringify(rows)).not.toContain('anna');
  });

  it('notes nothing of those who do not count', async () => {
    const { searchId, found } = await search('оплата', null);
    expect(searchId).toBeNull();
    expect(found[0]?.href).not.toContain('?');
    expect(await queries()).toEqual([]);
  });

  it('knows what was opened, by whoever searched and nobody else', async () => {
    const { found, searchId } = await search('сколько стоит доставка');
    const [first] = found;
    expect(first?.href).toBe(`/help/delivery/delivery-cost?from=${searchId ?? ''}&at=1`);
    open(first?.href ?? '', 'boris');
    await flushJournal(help.system);
    expect(await help.db.read.select().from(searchClicks)).toEqual([]);
    open(first?.href ?? '');
    open(first?.href ?? '');
    open('/help/delivery/delivery-cost?from=nonsense&at=-1');
    await flushJournal(help.system);
    expect(await help.db.read.select().from(searchClicks)).toMatchObject([{ searchId, place: 1 }]);
  });

  it('goes on with a search on its second page and under a filter', async () => {
    const first = await search('доставка');
    help.clock.advance(10 * 60_000);
    const filtered = await searchHelp(ctx(), { query: 'доставка', locale: 'ru', category: 'delivery', mark: 'anna' });
    expect(filtered.searchId).toBe(first.searchId);
    expect(await queries()).toEqual(['доставка']);
  });

  it('knows after which search somebody wrote to us', async () => {
    const { searchId } = await search('верните деньги');
    const other = await search('гарантия', 'boris');
    if (!searchId || !other.searchId) throw new Error('not noted');
    await noteConversation(ctx(), { mark: 'anna', searchId });
    await noteConversation(ctx(), { mark: 'anna', searchId: other.searchId });
    expect((await logged()).map(({ query, followed }) => [query, followed])).toEqual([
      ['верните деньги', true],
      ['гарантия', false],
    ]);
  });
});

describe('readings of an article', () => {
  const readings = async () => {
    await flushJournal(help.system);
    return help.db.read.select().from(articleReadings).orderBy(articleReadings.readAt);
  };

  it('are counted per reader and day, and who wrote to us about it within 48 hours', async () => {
    open('/help/delivery/delivery-cost');
    open('/help/delivery/delivery-cost');
    open('/help/delivery/delivery-cost', 'boris');
    help.clock.advance(47 * HOUR_MS);
    await noteConversation(ctx(), { mark: 'anna', articleKey: 'delivery-cost' });
    help.clock.advance(2 * HOUR_MS);
    await noteConversation(ctx(), { mark: 'boris', articleKey: 'delivery-cost' });
    expect((await readings()).map(({ views, askedAt }) => [views, askedAt !== null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });
});

describe('what readers did', () => {
  const rows = async () => ({
    searches: (await help.db.read.select().from(searchLog)).map(({ query }) => query),
    clicks: await help.db.read.select().from(searchClicks),
    readings: (await help.db.read.select().from(articleReadings)).map(({ day }) => day),
  });

  it('is forgotten after 400 days: searches, what was opened from them, and readings', async () => {
    const { found } = await search('сколько стоит доставка');
    open(found[0]?.href ?? '');
    await flushJournal(help.system);
    expect(await rows()).toMatchObject({ searches: [expect.anything()], clicks: [{ place: 1 }] });
    help.clock.advance(399 * 24 * HOUR_MS);
    await search('гарантия');
    open('/help/delivery/delivery-cost', 'boris');
    await flushJournal(help.system);
    await pruneSearchLog(help.system);
    expect((await rows()).searches).toEqual(['сколько стоит доставка', 'гарантия']);
    help.clock.advance(2 * 24 * HOUR_MS);
    await pruneSearchLog(help.system);
    expect(await rows()).toMatchObject({ searches: ['гарантия'], clicks: [], readings: [expect.any(String)] });
  });

  it('is written before the process ends, however little of it waits', async () => {
    const app = {
      platform: help.platform,
      clock: help.clock,
      ctx: (viewer: Viewer) => help.ctx(viewer),
    } as unknown as App;
    const stop = startWork(app);
    // The second after which it would be written anyway never passes.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    open('/help/delivery/delivery-cost');
    vi.useRealTimers();
    expect((await rows()).readings).toEqual([]);
    await stop();
    expect((await rows()).readings).toHaveLength(1);
  });
});

it('of two that are one search the order of arrival never makes a third query, whatever is typed', () => {
  const at = new Date('2026-11-28T10:00:00Z');
  const one = (id: string, query: string, typed: boolean): LoggedSearch => {
    return { id, query, typed, locale: 'ru', results: query.length, asker: 'a', createdAt: at, lastAt: at };
  };
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.boolean(), fc.boolean(), (start, rest, a, b) => {
      const [short, long] = [one('1', start, a), one('2', start + rest, b)];
      expect(goesOn(short, long)).toBe(true);
      const merged = mergeSearches(short, long);
      expect(merged.id).toBe('1');
      expect([short.query, long.query]).toContain(merged.query);
      expect(merged.results).toBe(merged.query.length);
      expect(merged.typed).toBe(a && b);
    }),
  );
});
