import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getArticleFeedback,
  getArticleFigures,
  listArticleFigures,
  listFeedback,
  noteConversation,
  noteReading,
  noteSearch,
  seedHelpCenter,
  voteOnArticle,
} from '#server/help-center/index.ts';
import { systemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

const at = { key: 'delivery-cost', locale: 'ru' as const };
const visitor = (visitorHash: string | null = null): VisitorViewer => ({ kind: 'visitor', visitorHash, locale: 'ru' });
let world: TestDatabase;
let timur: UserViewer;
beforeEach(async () => {
  world = await openTestDatabase();
  await seedHelpCenter(world.ctx(systemViewer('test')));
  timur = await staffOf(world, 'agent', 'Timur');
});
afterEach(() => world.close());

const read = (mark: string, searchId?: string | null) =>
  noteReading(world.ctx(visitor()), {
    article: at,
    mark,
    query: new URLSearchParams(searchId ? { from: searchId, at: '1' } : {}),
  });
const say = (who: string, vote: 'yes' | 'no', more: { reason?: 'unclear'; comment?: string } = {}) =>
  voteOnArticle(world.ctx(visitor(who)), { ...at, vote, network: who, ...more });

describe('the figures of an article', () => {
  it('tell who read it, how they found it, what they said and who wrote to us', async () => {
    const searchId = await noteSearch(world.ctx(visitor()), { query: 'доставка', locale: 'ru', results: 3, mark: 'a' });
    read('a', searchId);
    read('a');
    read('b');
    read('c');
    read('d');
    await noteConversation(world.ctx(visitor()), { mark: 'b', articleKey: 'delivery-cost' });
    for (const who of ['a', 'b', 'c', 'd']) await say(who, 'yes');
    await say('e', 'no');
    const figures = await getArticleFigures(world.ctx(timur), { ...at, days: 30 });
    expect(figures).toMatchObject({ views: 5, readers: 4, searches: 1, asked: 1, deflection: 0.75 });
    expect(figures?.score).toMatchObject({ yes: 4, no: 1, of: 5 });
    expect(figures?.score.atLeast).toBeCloseTo(0.3755, 3);
    world.clock.advance(31 * 86_400_000);
    const later = await getArticleFigures(world.ctx(timur), { ...at, days: 30 });
    expect(later).toMatchObject({ views: 0, readers: 0, searches: 0, deflection: null });
  });

  it('are sorted by any column, with what cannot be said last', async () => {
    read('a');
    const list = await listArticleFigures(world.ctx(timur), {
      locale: 'ru',
      days: 30,
      sort: 'deflection',
      descending: false,
    });
    expect(list?.[0]).toMatchObject({ key: 'delivery-cost', deflection: 1 });
    expect(list?.at(-1)?.deflection).toBeNull();
    const titles = (
      await listArticleFigures(world.ctx(timur), { locale: 'ru', days: 30, sort: 'title', descending: false })
    )?.map(({ title }) => title);
    expect(titles).toEqual(titles?.toSorted((a, b) => a.localeCompare(b, 'ru')));
  });

  it('are for those who work here', async () => {
    expect(await listArticleFigures(world.ctx(visitor()), { locale: 'ru', days: 30 })).toBeNull();
    expect(await getArticleFigures(world.ctx(visitor()), { ...at, days: 30 })).toBeNull();
    expect(await listFeedback(world.ctx(visitor()))).toBeNull();
    expect(await getArticleFeedback(world.ctx(visitor()), at)).toBeNull();
  });
});

it('feedback tells why an article did not help, and never who said so', async () => {
  await say('a', 'no', { reason: 'unclear', comment: 'Нет цены без лифта' });
  await say('b', 'no');
  await say('c', 'yes');
  const feedback = await listFeedback(world.ctx(timur));
  expect(feedback).toMatchObject({
    total: 1,
    remarks: [{ ...at, reason: 'unclear', comment: 'Нет цены без лифта', current: true, counted: true }],
    doubted: [],
  });
  expect(JSON.stringify(feedback)).not.toContain('visitor:');
  await say('d', 'no');
  expect((await listFeedback(world.ctx(timur)))?.doubted).toMatchObject([at]);
  expect(await getArticleFeedback(world.ctx(timur), at)).toMatchObject({ figures: { score: { yes: 1, no: 3 } } });
});
