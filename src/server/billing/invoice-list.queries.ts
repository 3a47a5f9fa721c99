import { and, asc, desc, eq, getTableColumns, ne, or, isNull, sql, type SQL } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { Currency } from './invoice.ts';
import { canSeeInvoice } from './invoice.policy.ts';
import { presentSummary, type InvoiceSummary } from './invoice.presenter.ts';
import { nextDueOn, overdueAmount, pendingAmount, pendingPayment, received, remaining } from './invoice-sums.ts';

export const invoiceFilters = ['all', 'unpaid', 'overdue', 'paid'] as const;
export type InvoiceFilter = (typeof invoiceFilters)[number];
export const invoiceSorts = ['issued', 'due', 'amount'] as const;
export type InvoiceSort = (typeof invoiceSorts)[number];

/** What one currency adds up to, over all invoices of the customer whatever the filter. */
export interface CurrencyTotals {
  currency: Currency;
  due: number;
  dueCount: number;
  overdue: number;
  overdueCount: number;
}

export interface InvoiceList {
  invoices: InvoiceSummary[];
  page: number;
  perPage: number;
  /** Invoices that match the filter. */
  total: number;
  counts: Record<InvoiceFilter, number>;
  totals: CurrencyTotals[];
}

export interface InvoiceListOptions {
  filter?: InvoiceFilter | undefined;
  sort?: InvoiceSort | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
  /** Only those of one order. */
  orderNumber?: string | undefined;
  /** For staff and the system; a customer's own is taken from the viewer. */
  customerId?: string | undefined;
}

const scope = and(
  eq(invoices.customerId, sql.placeholder('customerId')),
  ne(invoices.status, 'draft'),
  or(isNull(sql.placeholder('orderNumber')), eq(invoices.orderNumber, sql.placeholder('orderNumber'))),
);
const isOpen = eq(invoices.status, 'open');
const isOverdue = sql`(${invoices.status} = 'open' and ${nextDueOn} < ${sql.placeholder('today')})`;
const conditions: Record<InvoiceFilter, SQL | undefined> = {
  all: undefined,
  unpaid: isOpen,
  overdue: isOverdue,
  paid: eq(invoices.status, 'paid'),
};
const columns = { issued: invoices.issuedOn, due: invoices.dueOn, amount: invoices.total };

const sortedLists = (filter: InvoiceFilter, sort: InvoiceSort) => {
  const list = (direction: typeof asc) =>
    prepared((db) =>
      db
        .select({
          ...getTableColumns(invoices),
          received: sql<number>`${received}`,
          nextDueOn: sql<string>`${nextDueOn}`,
          pendingId: sql<string | null>`${pendingPayment('id')}`,
          pendingAmount: sql<number | null>`${pendingAmount}`,
          pendingAt: sql<number | null>`${pendingPayment('created_at')}`,
        })
        .from(invoices)
        .where(and(scope, conditions[filter]))
        .orderBy(direction(columns[sort]), direction(invoices.number))
        .limit(sql.placeholder('limit'))
        .offset(sql.placeholder('offset')),
    );
  return { ascending: list(asc), descending: list(desc) };
};
const everySort = (filter: InvoiceFilter) => ({
  issued: sortedLists(filter, 'issued'),
  due: sortedLists(filter, 'due'),
  amount: sortedLists(filter, 'amount'),
});
const lists = {
  all: everySort('all'),
  unpaid: everySort('unpaid'),
  overdue: everySort('overdue'),
  paid: everySort('paid'),
};

const sumWhen = (condition: SQL | undefined, value: SQL) =>
  sql<number>`coalesce(sum(case when ${condition} then ${value} end), 0)`;
const one = sql`1`;
const totalsByCurrency = prepared((db) =>
  db
    .select({
      currency: invoices.currency,
      all: sql<number>`count(*)`,
      paid: sumWhen(conditions.paid, one),
      due: sumWhen(isOpen, remaining),
      dueCount: sumWhen(isOpen, one),
      overdue: sumWhen(isOverdue, overdueAmount),
      overdueCount: sumWhen(isOverdue, one),
    })
    .from(invoices)
    .where(scope)
    .groupBy(invoices.currency)
    .orderBy(desc(invoices.currency)),
);

/**
 * Invoices of one customer, by default the one the viewer's cabinet shows, newest first. Null when that section is not the
 * viewer's. Two queries however many invoices there are.
 */
export async function listInvoices(ctx: Ctx, options: InvoiceListOptions = {}): Promise<InvoiceList | null> {
  const { filter = 'all', sort = 'issued', descending = true, perPage = 20, orderNumber = null } = options;
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeInvoice(ctx.viewer, { customerId })) return null;
  const today = companyDay(ctx.clock);
  const given = { customerId, orderNumber, today };
  const totals = await totalsByCurrency(ctx.db.read, given);
  const add = (key: 'all' | 'paid' | 'dueCount' | 'overdueCount') => totals.reduce((sum, row) => sum + row[key], 0);
  const counts = { all: add('all'), unpaid: add('dueCount'), overdue: add('overdueCount'), paid: add('paid') };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const list = lists[filter][sort][descending ? 'descending' : 'ascending'];
  const rows = await list(ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  return {
    invoices: rows.map((row) => presentSummary(row, today)),
    page,
    perPage,
    total,
    counts,
    totals: totals.map(({ currency, due, dueCount, overdue, overdueCount }) => {
      return { currency, due, dueCount, overdue, overdueCount };
    }),
  };
}
