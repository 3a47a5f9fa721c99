import { sql } from 'drizzle-orm';
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { users } from './identity.ts';

/** People who asked to be forgotten. */
export const erasureRequests = sqliteTable(
  'erasure_requests',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    /** Until then the person may think again. */
    notBefore: instant('not_before').notNull(),
    canceledAt: instant('canceled_at'),
    /** One of our people said no, and why: the person reads it. */
    declinedAt: instant('declined_at'),
    declinedBy: text('declined_by').references(() => users.id),
    declinedReason: text('declined_reason'),
    /** From here on nothing stops it: the account is closed, and what remains is done by whoever looks next. */
    startedAt: instant('started_at'),
    doneAt: instant('done_at'),
    /** What was kept and why, as word keys. */
    kept: text('kept', { mode: 'json' }).$type<string[]>(),
  },
  (table) => [
    uniqueIndex('erasure_requests_open')
      .on(table.userId)
      .where(sql`canceled_at is null and declined_at is null and done_at is null`),
    index('erasure_requests_order').on(table.createdAt),
  ],
);

/** Who took all of their data along, and when. Kept for good. */
export const dataExports = sqliteTable(
  'data_exports',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    /** Null while it runs, and when it broke off. */
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('data_exports_user').on(table.userId, table.createdAt),
    index('data_exports_order').on(table.createdAt),
  ],
);
