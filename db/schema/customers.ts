import { sql } from 'drizzle-orm';
import { index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { users } from './identity.ts';

/** The billed party: a company or a person. */
export const customers = sqliteTable(
  'customers',
  {
    id: id(),
    kind: text('kind', { enum: ['company', 'person'] }).notNull(),
    name: text('name').notNull(),
    /** Taxpayer number (ИНН), VAT number … as printed on documents. */
    taxId: text('tax_id'),
    address: text('address'),
    phone: text('phone'),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    managerId: text('manager_id').references(() => users.id),
    /** Readable key of the group of customers it belongs to, e.g. `wholesale`; null for none. */
    segment: text('segment'),
    createdAt: createdAt(),
  },
  // The orders of the list: a table of all customers is read along them.
  (table) => [index('customers_name').on(table.name, table.id), index('customers_since').on(table.createdAt, table.id)],
);

export const members = sqliteTable(
  'members',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['owner', 'accountant', 'member', 'custom'] }).notNull(),
    /** custom: the sections the owner picked. */
    sections: text('sections', { mode: 'json' }).$type<string[]>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.customerId] }),
    index('members_customer').on(table.customerId),
  ],
);

/**
 * What the company does not show: to everyone, to a segment, to one customer. The narrower rule wins; what a rule names in
 * `shows` it gives back.
 */
export const visibilityRules = sqliteTable(
  'visibility_rules',
  {
    scope: text('scope', { enum: ['everyone', 'segment', 'customer'] }).notNull(),
    /** Segment key or customer id; empty for everyone. */
    target: text('target').notNull(),
    hides: text('hides', { mode: 'json' }).$type<string[]>().notNull(),
    shows: text('shows', { mode: 'json' }).$type<string[]>().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.target] })],
);

/** Colleagues asked to join. The token of the link is derived from the id (platform/vault.ts); only its hash is here. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text('email').notNull(),
    role: text('role', { enum: ['owner', 'accountant', 'member', 'custom'] }).notNull(),
    sections: text('sections', { mode: 'json' }).$type<string[]>(),
    /** Language of the mail: the inviting person's. */
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    /** When it was mailed last. */
    sentAt: instant('sent_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('invitations_customer').on(table.customerId, table.createdAt),
    // One open invitation per address and customer.
    uniqueIndex('invitations_open')
      .on(table.customerId, table.email)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
);

/** Who of ours looked at whose cabinet, as whom, from when to when. Kept for good. */
export const cabinetPreviews = sqliteTable(
  'cabinet_previews',
  {
    id: id(),
    staffId: text('staff_id')
      .notNull()
      .references(() => users.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['owner', 'accountant', 'member', 'custom'] }).notNull(),
    /** With whose eyes a scenario was tried out; null for a look at the cabinet itself. */
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    startedAt: instant('started_at').notNull(),
    /** Null while it lasts, and when the session ended without leaving. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('cabinet_previews_customer').on(table.customerId, table.startedAt),
    index('cabinet_previews_started').on(table.startedAt),
  ],
);
