import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, day, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { users } from './identity.ts';

/** What one person is told of one thing that happened. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Whose affairs it is about; null for what concerns the person alone. */
    customerId: text('customer_id').references(() => customers.id, { onDelete: 'cascade' }),
    /** The section of the cabinet it belongs to; null when it belongs to none. Whoever lost the section sees it no more. */
    section: text('section'),
    /** The detail of the company's affairs that it tells; null when it tells none. Whoever is shown it no more does not see it. */
    field: text('field'),
    kind: text('kind').notNull(),
    /** The occurrence: the same person is told of the same one only once. */
    key: text('key').notNull(),
    /** Where it leads, e.g. `invoice:СЧ-1107`. */
    target: text('target').notNull(),
    /** What the words of its kind are filled with. */
    values: text('values', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Shown in the cabinet or at the desk. */
    shown: integer('shown', { mode: 'boolean' }).notNull(),
    mail: text('mail', { enum: ['none', 'at_once', 'digest'] }).notNull(),
    /** Mail that waits: not sent when it has been read by then. Null for mail that goes at once, and once it was handed on. */
    mailAfter: instant('mail_after'),
    /** The digest that took it along. */
    digestId: text('digest_id'),
    createdAt: createdAt(),
    readAt: instant('read_at'),
  },
  (table) => [
    uniqueIndex('notifications_once').on(table.userId, table.key),
    index('notifications_list')
      .on(table.userId, table.createdAt, table.id)
      .where(sql`shown = 1`),
    index('notifications_unread')
      .on(table.userId)
      .where(sql`shown = 1 AND read_at IS NULL`),
    index('notifications_target').on(table.target, table.userId),
    index('notifications_mail_waits')
      .on(table.mailAfter)
      .where(sql`mail_after IS NOT NULL`),
    index('notifications_for_digest')
      .on(table.userId)
      .where(sql`mail = 'digest' AND digest_id IS NULL`),
    index('notifications_digest').on(table.digestId),
    index('notifications_created').on(table.createdAt),
  ],
);

/** What has been told already, whoever was told: an event that comes twice and a day that is looked at twice change nothing. */
export const notificationOccurrences = sqliteTable(
  'notification_occurrences',
  {
    key: text('key').primaryKey(),
    createdAt: createdAt(),
  },
  (table) => [index('notification_occurrences_created').on(table.createdAt)],
);

/** What a person chose for a group of kinds; without a row the defaults of the group hold. */
export const notificationPreferences = sqliteTable(
  'notification_preferences',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    group: text('group').notNull(),
    cabinet: integer('cabinet', { mode: 'boolean' }).notNull(),
    mail: integer('mail', { mode: 'boolean' }).notNull(),
    digest: integer('digest', { mode: 'boolean' }).notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.group] })],
);

/** How often a person wants a digest; without a row, daily. */
export const digestPreferences = sqliteTable('digest_preferences', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  often: text('often', { enum: ['daily', 'weekly', 'never'] }).notNull(),
  /** How often it came before it was stopped: taking that back gives it again. Null while it comes. */
  before: text('before', { enum: ['daily', 'weekly'] }),
  updatedAt: instant('updated_at').notNull(),
});

/** Digests that were put together: one per person and day of theirs, however many processes try. */
export const digests = sqliteTable(
  'digests',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The day at the person's place. */
    on: day('on').notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('digests_once').on(table.userId, table.on)],
);
