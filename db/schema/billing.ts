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
    // Everything the list filters and sorts by: a page of ten thousand is found without reading the rows.
    index('invoices_customer').on(
      table.customerId,
      table.issuedOn,
      table.number,
      table.status,
      table.currency,
      table.dueOn,
      table.total,
      table.orderNumber,
      table.id,
    ),
    // The same, in the order in which it is counted and added up.
    index('invoices_customer_state').on(
      table.customerId,
      table.status,
      table.currency,
      table.dueOn,
      table.total,
      table.issuedOn,
      table.orderNumber,
      table.number,
      table.id,
    ),
    // What staff list of all customers together.
    index('invoices_issued').on(table.issuedOn, table.number),
    index('invoices_due').on(table.dueOn, table.number),
    index('invoices_amount').on(table.total, table.number),
    index('invoices_status').on(table.status, table.dueOn),
    index('invoices_order').on(table.customerId, table.orderNumber),
    index('invoices_open_due')
      .on(table.dueOn)
      .where(sql`status = 'open'`),
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

/** When an invoice is paid in parts: their sum is its total. Without rows all of it is due on the invoice's own day. */
export const invoiceInstalments = sqliteTable(
  'invoice_instalments',
  {
    id: id(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    position: integer('position').notNull(),
    dueOn: day('due_on').notNull(),
    amount: minorUnits('amount').notNull(),
  },
  (table) => [uniqueIndex('invoice_instalments_invoice').on(table.invoiceId, table.position)],
);

/** Money of a customer on its way to us. What of it counts for which invoice stands in `paymentAllocations` alone. */
export const payments = sqliteTable(
  'payments',
  {
    id: id(),
    /** Where it was begun: the first of its invoices, all of one customer. What counts stands in the allocations. */
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    /** `credit`: no new money, but what the customer had with us. */
    method: text('method', { enum: ['card', 'bank_transfer', 'credit'] }).notNull(),
    status: text('status', { enum: ['pending', 'succeeded', 'failed', 'canceled'] }).notNull(),
    /** Frozen when the payment was started; what the provider reports must equal it. */
    amount: minorUnits('amount').notNull(),
    currency: currency(),
    /** The provider's id of the checkout, once it is known. */
    checkoutId: text('checkout_id').unique(),
    /** The provider's id of the charge behind a settled checkout: what refunds go through. */
    intentId: text('intent_id'),
    startedById: text('started_by_id').references(() => users.id),
    /** Where the receipt goes and in which language, frozen with the amount: the provider was told the same. */
    email: text('email'),
    locale: text('locale', { enum: ['ru', 'en'] }),
    /** The page of ours the payer was on, to lead them back there. */
    returnTo: text('return_to'),
    /** bank_transfer: number of the payment order. The same one is never booked twice. */
    reference: text('reference'),
    failureCode: text('failure_code', { enum: ['provider_unavailable', 'mismatch', 'expired'] }),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('payments_invoice').on(table.invoiceId, table.createdAt),
    uniqueIndex('payments_reference').on(table.invoiceId, table.reference),
    index('payments_intent').on(table.intentId),
    index('payments_pending')
      .on(table.createdAt)
      .where(sql`status = 'pending'`),
  ],
);

/** Money given back. It is reserved while `pending`, and counts once it is gone. */
export const refunds = sqliteTable(
  'refunds',
  {
    /** Also the provider's idempotency key. */
    id: id(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    amount: minorUnits('amount').notNull(),
    currency: currency(),
    status: text('status', { enum: ['pending', 'succeeded', 'failed'] }).notNull(),
    reason: text('reason', { enum: ['returned_goods', 'mistake', 'duplicate', 'goodwill', 'other'] }).notNull(),
    /** bank_transfer: number of our payment order. */
    reference: text('reference'),
    /** The provider's id of the refund, once it is known. */
    providerId: text('provider_id').unique(),
    /** Null: made in the provider's own panel, or by the application. */
    byUserId: text('by_user_id').references(() => users.id),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('refunds_payment').on(table.paymentId),
    index('refunds_pending')
      .on(table.createdAt)
      .where(sql`status = 'pending'`),
  ],
);

/**
 * The truth of what money counts for which invoice: the sum of the `counted` rows is what has been received for it. Rows are
 * added, never changed afterwards but for the one step from `pending` to `counted` or `dropped`.
 */
export const paymentAllocations = sqliteTable(
  'payment_allocations',
  {
    id: id(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    position: integer('position').notNull(),
    /** `refund` and `void` take away what a `payment` brought: to the customer, or to their credit. */
    kind: text('kind', { enum: ['payment', 'refund', 'void'] }).notNull(),
    /** Follows the payment or the refund. */
    state: text('state', { enum: ['pending', 'counted', 'dropped'] }).notNull(),
    /** What was asked of the payer for this invoice; frozen. What the invoice did not need of it became credit. */
    asked: minorUnits('asked').notNull(),
    /** What counts for the invoice, negative for what was taken away. */
    amount: minorUnits('amount').notNull(),
    refundId: text('refund_id').references(() => refunds.id),
    createdAt: createdAt(),
  },
  (table) => [
    index('payment_allocations_payment').on(table.paymentId),
    // Read for every invoice of a list: the sum needs nothing but the index.
    index('payment_allocations_invoice').on(table.invoiceId, table.state, table.amount),
    // Two tabs, or two members, cannot have two online payments of one invoice under way.
    uniqueIndex('payment_allocations_one_pending')
      .on(table.invoiceId)
      .where(sql`kind = 'payment' and state = 'pending'`),
    uniqueIndex('payment_allocations_once')
      .on(table.paymentId, table.invoiceId)
      .where(sql`kind = 'payment'`),
    index('payment_allocations_refund').on(table.refundId),
  ],
);

/** What a customer has with us, per currency: the sum of the entries. Only ever added to. */
export const creditEntries = sqliteTable(
  'credit_entries',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    currency: currency(),
    /** Negative for what was used or given back. */
    amount: minorUnits('amount').notNull(),
    /**
     * `excess` a payment brought more than its invoice needed · `void` its invoice was taken back · `spent` on an invoice ·
     * `refund` given back · `returned` such a refund failed, or an invoice paid by credit gave it back.
     */
    source: text('source', { enum: ['excess', 'void', 'spent', 'refund', 'returned'] }).notNull(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    invoiceId: text('invoice_id').references(() => invoices.id),
    refundId: text('refund_id').references(() => refunds.id),
    createdAt: createdAt(),
  },
  (table) => [
    index('credit_entries_customer').on(table.customerId, table.currency, table.amount),
    index('credit_entries_payment').on(table.paymentId),
    index('credit_entries_invoice').on(table.invoiceId),
  ],
);

/** Webhook events already taken in; the unique id makes a second delivery harmless. */
export const paymentWebhooks = sqliteTable('payment_webhooks', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  createdAt: createdAt(),
});
