import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { invoices } from './billing.ts';
import { users } from './identity.ts';

/** Links that show one invoice without sign-in. The token itself is never stored: it is signed anew when it is shown. */
export const invoiceLinks = sqliteTable(
  'invoice_links',
  {
    id: id(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    /** Who gave it out; it shows what they may see, and ends with their access. */
    createdById: text('created_by_id')
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedById: text('revoked_by_id').references(() => users.id),
    lastOpenedAt: instant('last_opened_at'),
    opened: integer('opened').notNull().default(0),
  },
  (table) => [index('invoice_links_invoice').on(table.invoiceId, table.createdAt)],
);
