import { setImmediate as turn } from 'node:timers/promises';
import { eq, isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventDeliveries } from '#db/schema/events.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { defineEvent, publish, subscribe, type Subscription } from '#server/platform/events.ts';
import { randomIds } from '#server/platform/ids.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

const happened = defineEvent<{ n: number }>('fact.happened');
const LEASE_MS = 300;

let database: TestDatabase;
const running: EventDispatcher[] = [];
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
  await database.close();
});

const dispatch = (subscriptions: Subscription[], options: { timeoutMs?: number } = {}) => {
  const { db, clock, platform } = database;
  const dispatcher = new EventDispatcher({
    db,
    clock,
    log: platform.log,
    subscriptions,
    leaseMs: LEASE_MS,
    ...options,
  });
  running.push(dispatcher);
  return dispatcher;
};
const listen = (name: string, handle: (n: number) => Promise<void> | void) =>
  subscribe(happened, name, async (event) => handle(event.payload.n));
const publishAll = (count: number) =>
  database.db.write(async (tx) => {
    for (let n = 0; n < count; n++) await publish({ ids: randomIds, clock: database.clock }, tx, happened({ n }));
  });
/** What a process leaves behind that died with a long queue: events dispatched long ago, delivered to nobody. */
const leaveBacklog = (count: number, subscriber: string) =>
  database.db.write(async (tx) => {
    await tx.run(sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO events (id, type, payload, created_at, dispatched_at)
      SELECT 'e' || i, 'fact.happened', '{"n":' || i || '}', 1, 1 FROM n`);
    await tx.run(sql`INSERT INTO event_deliveries (event_id, subscriber, attempts, due_at)
      SELECT id, ${subscriber}, 0, 1 FROM events`);
  });
const deliveries = () => database.db.read.select().from(eventDeliveries);
const undelivered = () => database.db.read.select().from(eventDeliveries).where(isNull(eventDeliveries.deliveredAt));
const count = (n: number) => Array.from({ length: n }, (_, i) => i);

test('a queue that takes longer than its lease is delivered once, in order', async () => {
  const handled: number[] = [];
  const dispatcher = dispatch([
    listen('test.slow', async (n) => {
      handled.push(n);
      // Time passes while the others wait, and the dispatcher looks again and again.
      database.clock.advance(LEASE_MS + 1);
      dispatcher.poke();
      await database.db.write(() => Promise.resolve());
      await turn();
    }),
  ]);
  await publishAll(20);
  await dispatcher.settled();
  expect(handled).toEqual(count(20));
  expect(await undelivered()).toEqual([]);
});

test('two processes on one database deliver each event once', async () => {
  const handled: number[] = [];
  const [one, other] = [0, 1].map(() => dispatch([listen('test.shared', (n) => void handled.push(n))]));
  await publishAll(50);
  await Promise.all([one?.settled(), other?.settled()]);
  expect(handled.sort((a, b) => a - b)).toEqual(count(50));
});

test('forty thousand overdue deliveries are taken one at a time, and stopping leaves the rest to the next process', async () => {
  await leaveBacklog(40_000, 'test.backlog');
  const enough = Promise.withResolvers<number>();
  let handled = 0;
  const dispatcher = dispatch([
    listen('test.backlog', async () => {
      if (++handled === 50) {
        const leased = (await undelivered()).filter(({ dueAt }) => dueAt && dueAt > database.clock.now());
        enough.resolve(leased.length);
      }
    }),
  ]);
  dispatcher.start();
  expect(await enough.promise).toBe(1);
  await dispatcher.stop();
  expect(handled).toBeLessThan(60);
  expect(await undelivered()).toHaveLength(40_000 - handled);
});

test('stopping waits for the delivery in hand and begins no other', async () => {
  const begun = Promise.withResolvers<null>();
  const mayEnd = Promise.withResolvers<null>();
  let handled = 0;
  const dispatcher = dispatch([
    listen('test.stopped', async () => {
      handled++;
      begun.resolve(null);
      await mayEnd.promise;
    }),
  ]);
  await publishAll(10);
  dispatcher.start();
  await begun.promise;
  const stopped = dispatcher.stop();
  mayEnd.resolve(null);
  await stopped;
  expect(handled).toBe(1);
  const waiting = await undelivered();
  expect(waiting).toHaveLength(9);
  expect(waiting.every(({ dueAt }) => dueAt !== null && dueAt <= database.clock.now())).toBe(true);
});

test('a subscriber that never answers counts as failed and does not hold up its queue', async () => {
  const handled: number[] = [];
  const hangs = (n: number) => (n === 0 ? new Promise<void>(() => undefined) : void handled.push(n));
  await publishAll(3);
  await dispatch([listen('test.hangs', hangs)], { timeoutMs: 50 }).settled();
  expect(handled).toEqual([1, 2]);
  expect(await undelivered()).toMatchObject([{ attempts: 1, lastError: 'TimeoutError' }]);
});

test('a slow subscriber does not hold up another', async () => {
  const seenByQuick = Promise.withResolvers<null>();
  const dispatcher = dispatch([
    listen('test.slow', () => seenByQuick.promise.then(() => undefined)),
    listen('test.quick', (n) => {
      if (n === 4) seenByQuick.resolve(null);
    }),
  ]);
  await publishAll(5);
  await dispatcher.settled();
  expect(await undelivered()).toEqual([]);
});

test('a failed delivery is tried again later, and given up with its reason after a hundred tries', async () => {
  let tries = 0;
  const dispatcher = dispatch([
    listen('test.fails', () => {
      tries++;
      throw new TypeError('no such thing');
    }),
  ]);
  await publishAll(1);
  await dispatcher.settled();
  await dispatcher.settled();
  expect(tries).toBe(1);
  database.clock.advance(1_001);
  await dispatcher.settled();
  expect(tries).toBe(2);
  for (let hour = 0; hour < 110; hour++) {
    database.clock.advance(3_600_001);
    await dispatcher.settled();
  }
  expect(tries).toBe(100);
  expect(await deliveries()).toMatchObject([{ attempts: 100, dueAt: null, deliveredAt: null, lastError: 'TypeError' }]);
});

test('what waits for a subscriber that this version does not know is left for one that does', async () => {
  await leaveBacklog(3, 'test.gone');
  await dispatch([listen('test.here', () => undefined)]).settled();
  const kept = await database.db.read.select().from(eventDeliveries).where(eq(eventDeliveries.subscriber, 'test.gone'));
  expect(kept).toHaveLength(3);
  expect(kept.every(({ attempts, dueAt }) => attempts === 0 && dueAt?.getTime() === 1)).toBe(true);
  const handled: number[] = [];
  await dispatch([listen('test.gone', (n) => void handled.push(n))]).settled();
  expect(handled).toEqual([1, 2, 3]);
});
