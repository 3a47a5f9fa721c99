import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';

/** Facts that happened, written in the transaction that made them true (transactional outbox). */
export const events = sqliteTable(
  'events',
  {
    id: id(),
    /** `noun.verbed` */
    type: text('type').notNull(),
    payload: text('payload', { mode: 'json' }).notNull(),
    createdAt: createdAt(),
    /** When its delivery rows were made; null means nobody has looked yet. */
    dispatchedAt: instant('dispatched_at'),
  },
  (table) => [
    index('events_undispatched')
      .on(table.id)
      .where(sql`dispatched_at IS NULL`),
    index('events_created').on(table.createdAt),
  ],
);

/** One row per event and subscriber; a subscriber that fails is tried again later. */
export const eventDeliveries = sqliteTable(
  'event_deliveries',
  {
    eventId: text('event_id')
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    subscriber: text('subscriber').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this instant; also the lease while a process is delivering. Null once delivered or given up. */
    dueAt: instant('due_at'),
    deliveredAt: instant('delivered_at'),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.subscriber] }),
    // Each subscriber's next delivery is the first entry of its part of the index, however long the queue is.
    index('event_deliveries_due')
      .on(table.subscriber, table.dueAt, table.eventId)
      .where(sql`due_at IS NOT NULL`),
  ],
);
