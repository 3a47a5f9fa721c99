import { and, eq, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Currency } from './invoice.ts';
import { nextDueOn } from './invoice-sums.ts';

export const invoiceFilters = ['all', 'unpaid', 'overdue', 'paid'] as const;
export type InvoiceFilter = (typeof invoiceFilters)[number];
export const invoiceSorts = ['issued', 'due', 'amount'] as const;
export type InvoiceSort = (typeof invoiceSorts)[number];

/** Which invoices of a customer are looked for. What is left out does not narrow. */
export interface InvoiceNarrowing {
  /** Part of a number, a title or an order's number, in any case. */
  search?: string | undefined;
  currency?: Currency | undefined;
  /** Issued on this day or later, and on this day or earlier: `YYYY-MM-DD`. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only those of one order. */
  orderNumber?: string | undefined;
}

const may = (name: string, holds: (value: SQL.Aliased | ReturnType<typeof sql.placeholder>) => SQL) =>
  or(isNull(sql.placeholder(name)), holds(sql.placeholder(name)));

/**
 * Drafts are nobody's yet. Titles are looked up apart and last: so everything but a search by words is answered from the index
 * alone (docs/decisions/017).
 */
export const scope = and(
  eq(invoices.customerId, sql.placeholder('customerId')),
  ne(invoices.status, 'draft'),
  may('orderNumber', (value) => sql`${invoices.orderNumber} = ${value}`),
  may('currency', (value) => sql`${invoices.currency} = ${value}`),
  may('from', (value) => sql`${invoices.issuedOn} >= ${value}`),
  may('to', (value) => sql`${invoices.issuedOn} <= ${value}`),
  may(
    'pattern',
    (value) =>
      sql`(${invoices.number} glob ${value} or ${invoices.orderNumber} glob ${sql.placeholder('orderPattern')} or exists (select 1 from ${invoices} as worded where worded.id = ${invoices.id} and worded.title glob ${value}))`,
  ),
);

export const isOpen = eq(invoices.status, 'open');
export const isOverdue = sql`(${invoices.status} = 'open' and ${nextDueOn} < ${sql.placeholder('today')})`;
export const conditions: Record<InvoiceFilter, SQL | undefined> = {
  all: undefined,
  unpaid: isOpen,
  overdue: isOverdue,
  paid: eq(invoices.status, 'paid'),
};
