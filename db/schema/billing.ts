import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { createdAt, currency, day, id, instant, minorUnits } from '../columns.ts';
import { customers } from './customers.ts';
import { users } from './identity.ts';

export const invoices = sqliteTable(
  'invoices',
  {
    id: id(),
    number: text('number').notNull().unique(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** The order it belongs to, as printed on it; orders and invoices do not know each other's tables. */
    orderNumber: text('order_number'),
    title: text('title').notNull(),
    status: text('status', { enum: ['draft', 'open', 'paid', 'void', 'uncollectible'] }).notNull(),
    currency: currency(),
    /** Sum of the lines with tax. */
    total: minorUnits('total').notNull(),
    /** Tax contained in the total. */
    tax: minorUnits('tax').notNull(),
    /** Tax rate in basis points: 2200 = 22 %. */
    taxRate: integer('tax_rate').notNull(),
    issuedOn: day('issued_on').notNull(),
    dueOn: day('due_on').notNull(),
    paidAt: instant('paid_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('invoices_customer').on(table.customerId, table.issuedOn),
    index('invoices_order').on(table.customerId, table.orderNumber),
  ],
);

export const invoiceLines = sqliteTable(
  'invoice_lines',
  {
    id: id(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    position: integer('position').notNull(),
    description: text('description').notNull(),
    /** May be negative: an advance already paid. */
    quantity: integer('quantity').notNull(),
    unit: text('unit').notNull(),
    unitPrice: minorUnits('unit_price').notNull(),
    amount: minorUnits('amount').notNull(),
  },
  (table) => [index('invoice_lines_invoice').on(table.invoiceId, table.position)],
);

export const payments = sqliteTable(
  'payments',
  {
    id: id(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    method: text('method', { enum: ['card', 'bank_transfer'] }).notNull(),
    status: text('status', { enum: ['pending', 'succeeded', 'failed', 'canceled'] }).notNull(),
    /** Frozen when the payment was started; what the provider reports must equal it. */
    amount: minorUnits('amount').notNull(),
    currency: currency(),
    /** The provider's id of the checkout, once it is known. */
    checkoutId: text('checkout_id').unique(),
    startedById: text('started_by_id').references(() => users.id),
    /** Where the receipt goes and in which language, frozen with the amount: the provider was told the same. */
    email: text('email'),
    locale: text('locale', { enum: ['ru', 'en'] }),
    /** bank_transfer: number of the payment order. The same one is never booked twice. */
    reference: text('reference'),
    failureCode: text('failure_code', { enum: ['provider_unavailable', 'mismatch', 'expired'] }),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('payments_invoice').on(table.invoiceId, table.createdAt),
    // Two tabs cannot start two card payments of one invoice.
    uniqueIndex('payments_one_pending')
      .on(table.invoiceId)
      .where(sql`status = 'pending'`),
    uniqueIndex('payments_reference').on(table.invoiceId, table.reference),
    index('payments_pending')
      .on(table.createdAt)
      .where(sql`status = 'pending'`),
  ],
);

/** Webhook events already taken in; the unique id makes a second delivery harmless. */
export const paymentWebhooks = sqliteTable('payment_webhooks', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  createdAt: createdAt(),
});
