import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events } from '#db/schema/events.ts';
import { articles } from '#db/schema/help-center.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import {
  forgetVoteNetworks,
  getArticle,
  getVote,
  listActivity,
  publishRevision,
  remindOfVerification,
  saveRevision,
  seedHelpCenter,
  setFeedbackSettings,
  startRevision,
  verifyArticle,
  voteOnArticle,
} from '#server/help-center/index.ts';
import { systemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

const DAY_MS = 86_400_000;
const at = { key: 'pay-invoice', locale: 'ru' as const };
let world: TestDatabase;
let lera: UserViewer;
beforeEach(async () => {
  world = await openTestDatabase();
  await seedHelpCenter(world.ctx(systemViewer('test')));
  lera = await staffOf(world, 'editor', 'Lera');
});
afterEach(() => world.close());

const visitor = (visitorHash: string): VisitorViewer => ({ kind: 'visitor', visitorHash, locale: 'ru' });
const say = (who: string, vote: 'yes' | 'no' | 'undo', network: string | null = who, revision?: number) =>
  voteOnArticle(world.ctx(visitor(who)), { ...at, vote, network, revision });
const isDoubted = async () => (await getArticle(world.ctx(visitor('reader')), at))?.underReview;
const doubts = async () =>
  (await world.db.read.select().from(events).where(eq(events.type, 'article.doubted'))).map(({ payload }) => payload);
const counted = async () => (await world.db.read.select().from(articleVotes)).filter((vote) => vote.counted).length;
const publishAnew = async () => {
  const editor = world.ctx(lera);
  const started = await startRevision(editor, at);
  if (!started.ok) throw new Error(started.error.message);
  const { title, summary, questions, body, version } = started.value;
  const content = { title, summary, questions, body: `${body}\n\nЕщё одна строка, ради которой всё затеяно.` };
  const saved = await saveRevision(editor, { ...at, version, content });
  if (!saved.ok) throw new Error(saved.error.message);
  const published = await publishRevision(editor, { ...at, version: saved.value.version, at: null, reason: null });
  if (!published.ok) throw new Error(published.error.message);
};

describe('three different people to whom an article did not help', () => {
  it('put it under review, once, and whoever answers for it is to hear', async () => {
    await say('a', 'no');
    await say('a', 'no');
    await say('b', 'no');
    expect(await isDoubted()).toBe(false);
    await say('c', 'no');
    await say('d', 'no');
    expect(await isDoubted()).toBe(true);
    expect(await doubts()).toMatchObject([{ why: 'not_helpful' }]);
    const [noted] = await listActivity(world.ctx(lera), at.key);
    expect(noted).toMatchObject({ kind: 'article.questioned', locale: 'ru', details: { people: 3 } });
  });

  it('are not one person who deletes the cookie', async () => {
    for (const cookie of ['a', 'b', 'c', 'd', 'e']) await say(cookie, 'no', '203.0.113.7');
    expect(await isDoubted()).toBe(false);
    expect(await counted()).toBe(2);
    // The next day the same network speaks again, and is one person still.
    world.clock.advance(DAY_MS + 1);
    await say('f', 'no', '203.0.113.7');
    await say('g', 'no', '198.51.100.1');
    expect(await isDoubted()).toBe(false);
    await say('h', 'no', '198.51.100.2');
    expect(await isDoubted()).toBe(true);
  });

  it('have said so within the window that is set', async () => {
    await setFeedbackSettings(world.ctx(systemViewer('test')), {
      negatives: 2,
      days: 7,
      assistant: 'warn',
      scenarios: 'leaveOut',
    });
    await say('a', 'no');
    world.clock.advance(8 * DAY_MS);
    await say('b', 'no');
    expect(await isDoubted()).toBe(false);
    await say('c', 'no');
    expect(await isDoubted()).toBe(true);
  });

  it('have read the text that is shown now', async () => {
    await say('a', 'no');
    await say('b', 'no');
    await publishAnew();
    await say('c', 'no');
    await say('d', 'no', 'd', 1);
    expect(await isDoubted()).toBe(false);
    await say('e', 'no');
    await say('f', 'no');
    expect(await isDoubted()).toBe(true);
  });

  it('are none of our own people', async () => {
    await voteOnArticle(world.ctx(lera), { ...at, vote: 'no' });
    await say('a', 'no');
    await say('b', 'no');
    expect(await isDoubted()).toBe(false);
  });
});

describe('a doubt ends', () => {
  beforeEach(async () => {
    for (const who of ['a', 'b', 'c']) await say(who, 'no');
  });

  it('when another text is published, and readers are asked anew', async () => {
    await publishAnew();
    expect(await isDoubted()).toBe(false);
    expect(await getVote(world.ctx(visitor('a')), at)).toBeNull();
  });

  it('when an editor says why it is right as it is; what was said before counts no more against it', async () => {
    const editor = world.ctx(lera);
    expect(await verifyArticle(editor, { ...at, reason: ' ' })).toMatchObject({
      ok: false,
      error: { fields: { reason: 'help.error.verifyReason' } },
    });
    world.clock.advance(1000);
    expect(await verifyArticle(editor, { ...at, reason: 'Проверено с бухгалтерией' })).toMatchObject({ ok: true });
    expect(await isDoubted()).toBe(false);
    const [noted] = await listActivity(editor, at.key);
    expect(noted).toMatchObject({
      kind: 'article.verified',
      userId: lera.userId,
      details: { reason: 'Проверено с бухгалтерией', doubted: true },
    });
    world.clock.advance(1000);
    await say('d', 'no');
    await say('e', 'no');
    expect(await isDoubted()).toBe(false);
    await say('f', 'no');
    expect(await isDoubted()).toBe(true);
  });

  it('is no business of readers and of those who only answer', async () => {
    const agent = await staffOf(world, 'agent', 'Timur');
    for (const viewer of [agent, visitor('a')]) {
      expect(await verifyArticle(world.ctx(viewer), { ...at, reason: 'верно' })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
    expect(await isDoubted()).toBe(true);
  });
});

describe('an article that is to be checked from time to time', () => {
  const setUp = () =>
    world.db.write((tx) =>
      tx.update(articles).set({ verifyEveryDays: 30, verifiedOn: '2026-10-20' }).where(eq(articles.key, at.key)),
    );

  it('is reminded of once a period, until somebody says that it is still true', async () => {
    await setUp();
    const work = world.ctx(systemViewer('test'));
    world.clock.set('2026-11-19T09:00:00Z');
    expect(await remindOfVerification(work)).toBe(0);
    world.clock.set('2026-11-20T09:00:00Z');
    expect(await remindOfVerification(work)).toBe(2);
    expect(await remindOfVerification(work)).toBe(0);
    world.clock.advance(30 * DAY_MS);
    expect(await verifyArticle(world.ctx(lera), { ...at, reason: null })).toMatchObject({ ok: true });
    expect(await remindOfVerification(work)).toBe(1);
    expect(await doubts()).toHaveLength(3);
  });
});

it('where votes came from is forgotten after the longest window', async () => {
  await say('a', 'no', '203.0.113.7');
  const networks = async () => (await world.db.read.select().from(articleVotes)).map(({ network }) => network);
  expect((await networks())[0]).toMatch(/^[\w-]{22}$/);
  world.clock.advance(91 * DAY_MS);
  await forgetVoteNetworks(world.ctx(systemViewer('test')));
  expect(await networks()).toEqual([null]);
});
