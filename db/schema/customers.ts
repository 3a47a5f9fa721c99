import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id } from '../columns.ts';
import { users } from './identity.ts';

/** The billed party: a company or a person. */
export const customers = sqliteTable('customers', {
  id: id(),
  kind: text('kind', { enum: ['company', 'person'] }).notNull(),
  name: text('name').notNull(),
  /** Taxpayer number (ИНН), VAT number … as printed on documents. */
  taxId: text('tax_id'),
  address: text('address'),
  phone: text('phone'),
  locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
  managerId: text('manager_id').references(() => users.id),
  createdAt: createdAt(),
});

export const members = sqliteTable(
  'members',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['owner', 'accountant', 'member'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.customerId] }),
    index('members_customer').on(table.customerId),
  ],
);
