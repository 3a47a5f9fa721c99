import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deleteInPortions } from '#db/prune.ts';
import { eventDeliveries, events } from '#db/schema/events.ts';
import { signInAttempts } from '#db/schema/identity.ts';
import { mailOutbox } from '#db/schema/platform.ts';
import { pruneSessions } from '#server/identity/index.ts';
import { pruneEvents } from '#server/platform/events.ts';
import { pruneOutbox } from '#server/platform/mailer.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

const daysAgo = (days: number) => new Date(database.clock.now().getTime() - days * DAY_MS);

test('events are forgotten a month after everybody heard of them, and after three whatever happened', async () => {
  const { db } = database;
  const event = (id: string, days: number, dispatched = true) => ({
    id,
    type: 'fact.happened',
    payload: {},
    createdAt: daysAgo(days),
    dispatchedAt: dispatched ? daysAgo(days) : null,
  });
  const told = (eventId: string, days: number) => ({ eventId, subscriber: 'test.told', deliveredAt: daysAgo(days) });
  const waits = (eventId: string) => ({ eventId, subscriber: 'test.waits', dueAt: daysAgo(0) });
  await db.write(async (tx) => {
    await tx
      .insert(events)
      .values([
        event('recent', 29),
        event('told', 31),
        event('nobody-listens', 31),
        event('half-told', 31),
        event('not-dispatched', 31, false),
        event('forgotten', 91),
      ]);
    await tx
      .insert(eventDeliveries)
      .values([
        told('recent', 29),
        told('told', 31),
        told('half-told', 31),
        waits('half-told'),
        told('forgotten', 91),
        waits('forgotten'),
      ]);
  });

  await pruneEvents(database);
  await pruneEvents(database);

  const kept = await db.read.select({ id: events.id }).from(events).orderBy(asc(events.id));
  expect(kept.map(({ id }) => id)).toEqual(['half-told', 'not-dispatched', 'recent']);
  expect(await db.read.select().from(eventDeliveries)).toHaveLength(3);
});

test('mails are forgotten after three months', async () => {
  const mail = (key: string, days: number) => ({
    id: key,
    key,
    recipient: 'a@example.com',
    subject: 's',
    text: '',
    html: '',
    createdAt: daysAgo(days),
  });
  await database.db.write((tx) => tx.insert(mailOutbox).values([mail('old', 91), mail('recent', 89)]));
  await pruneOutbox(database);
  expect(await database.db.read.select({ key: mailOutbox.key }).from(mailOutbox)).toEqual([{ key: 'recent' }]);
});

test('sign-in attempts are forgotten after three months', async () => {
  const attempt = (id: string, days: number) => ({
    id,
    email: 'a@example.com',
    address: '192.0.2.1',
    succeeded: false,
    createdAt: daysAgo(days),
  });
  await database.db.write((tx) => tx.insert(signInAttempts).values([attempt('old', 91), attempt('recent', 89)]));
  await pruneSessions(database);
  expect(await database.db.read.select({ id: signInAttempts.id }).from(signInAttempts)).toEqual([{ id: 'recent' }]);
});

test('what is forgotten goes in portions, so that other writes need not wait for all of it', async () => {
  const rows = ['a', 'b', 'c', 'd', 'e'];
  const portions: number[] = [];
  const total = await deleteInPortions(
    database.db,
    (_tx, limit) => {
      const gone = rows.splice(0, limit);
      portions.push(gone.length);
      return Promise.resolve(gone);
    },
    2,
  );
  expect(portions).toEqual([2, 2, 1]);
  expect(total).toBe(5);
});
