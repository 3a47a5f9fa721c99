import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';

/** Every mail, sent or kept instead when no SMTP server is configured; the idempotency key lets nothing go out twice. */
export const mailOutbox = sqliteTable(
  'mail_outbox',
  {
    id: id(),
    key: text('key').notNull().unique(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    /** Further header fields of the mail, e.g. `List-Unsubscribe`. */
    headers: text('headers', { mode: 'json' }).$type<Record<string, string>>(),
    createdAt: createdAt(),
    /** When the SMTP server took it; null means it is still to be sent, or was only kept. */
    sentAt: instant('sent_at'),
  },
  (table) => [index('mail_outbox_created').on(table.createdAt)],
);

/** Small facts about this installation, e.g. that the demo story has been told. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).notNull(),
});
