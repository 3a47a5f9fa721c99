import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import {
  conditions,
  invoiceFilters,
  invoiceSorts,
  scope,
  type InvoiceFilter,
  type InvoiceNarrowing,
  type InvoiceSort,
} from './invoice-conditions.ts';
import { nextDueOn, pendingAmount, pendingPayment, received } from './invoice-sums.ts';
import { sumsOf, totalsByCurrency, type CurrencyTotals, type ListedSum } from './invoice-totals.queries.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import { presentSummary, type InvoiceSummary } from './invoice.presenter.ts';
import { shownOfInvoice, summaryFor } from './leave-out-hidden.ts';

export interface ListedInvoiceView extends InvoiceSummary {
  /** The viewer may tick it and pay it with others: open, and no online payment of it is under way. */
  payable: boolean;
}

export interface InvoiceList {
  invoices: ListedInvoiceView[];
  page: number;
  perPage: number;
  /** Invoices that match the filter. */
  total: number;
  counts: Record<InvoiceFilter, number>;
  totals: CurrencyTotals[];
  /** What everything that matches the filter adds up to, on all pages. */
  sums: ListedSum[];
}

export interface InvoiceListOptions extends InvoiceNarrowing {
  filter?: InvoiceFilter | undefined;
  sort?: InvoiceSort | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
  /** For staff and the system; a customer's own is taken from the viewer. */
  customerId?: string | undefined;
}

/** Rows read at once for a table to take along. */
const PART = 1_000;

const columns = { issued: invoices.issuedOn, due: invoices.dueOn, amount: invoices.total };

/** What comes after the invoice at which the part before ended. */
const after = (sort: InvoiceSort, direction: typeof asc) =>
  sql`(${columns[sort]}, ${invoices.number}) ${sql.raw(direction === asc ? '>' : '<')} (${sql.placeholder('place')}, ${sql.placeholder('number')})`;

/** First the ids of the page, found in an index; then only those rows are read and added up. */
const listBy = (filter: InvoiceFilter, sort: InvoiceSort, direction: typeof asc, goesOn = false) =>
  prepared((db) => {
    const order = () => [direction(columns[sort]), direction(invoices.number)];
    const picked = db
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(scope, conditions[filter], goesOn ? after(sort, direction) : undefined))
      .orderBy(...order())
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'))
      .as('picked');
    return db
      .select({
        ...getTableColumns(invoices),
        received: sql<number>`${received}`,
        nextDueOn: sql<string>`${nextDueOn}`,
        pendingId: sql<string | null>`${pendingPayment('id')}`,
        pendingAmount: sql<number | null>`${pendingAmount}`,
        pendingAt: sql<number | null>`${pendingPayment('created_at')}`,
      })
      .from(picked)
      .innerJoin(invoices, eq(invoices.id, picked.id))
      .orderBy(...order());
  });
type Lists = Record<InvoiceFilter, Record<InvoiceSort, Record<'asc' | 'desc', ReturnType<typeof listBy>>>>;
const listsThat = (goesOn: boolean) =>
  Object.fromEntries(
    invoiceFilters.map((filter) => [
      filter,
      Object.fromEntries(
        invoiceSorts.map((sort) => [
          sort,
          { asc: listBy(filter, sort, asc, goesOn), desc: listBy(filter, sort, desc, goesOn) },
        ]),
      ),
    ]),
  ) as Lists;
const lists = listsThat(false);
const continued = listsThat(true);

/**
 * Invoices of one customer, by default the one the viewer's cabinet shows, newest first. Null when that section is not the
 * viewer's. Two queries however many invoices there are.
 */
export async function listInvoices(ctx: Ctx, options: InvoiceListOptions = {}): Promise<InvoiceList | null> {
  const { filter = 'all', perPage = 20 } = options;
  const asked = scopeOf(ctx, options);
  if (!asked) return null;
  const { given, shows } = asked;
  const totals = await totalsByCurrency(ctx.db.read, given);
  const add = (key: 'all' | 'paid' | 'dueCount' | 'overdueCount') => totals.reduce((sum, row) => sum + row[key], 0);
  const counts = { all: add('all'), unpaid: add('dueCount'), overdue: add('overdueCount'), paid: add('paid') };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await listOf(options)(ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  return {
    invoices: rows.map((row) => {
      const invoice = summaryFor(shows, presentSummary(row, given.today));
      return { ...invoice, payable: invoice.pending === null && canPayInvoice(ctx.viewer, invoice) };
    }),
    page,
    perPage,
    total,
    counts,
    totals: totals.map(({ currency, due, dueCount, overdue, overdueCount }) => {
      return { currency, due, dueCount, overdue, overdueCount };
    }),
    sums: sumsOf(totals, filter),
  };
}

/** An invoice as a row of a table: with its tax where the company shows it. */
export type ExportedInvoice = InvoiceSummary & { tax: number | null };

/**
 * Everything the list shows on all its pages, in its order, a thousand at a time; `withTax` where the company shows tax. Null
 * where the list is. One query for each part.
 */
export function exportInvoices(
  ctx: Ctx,
  options: InvoiceListOptions,
): { parts: AsyncIterable<ExportedInvoice[]>; withTax: boolean } | null {
  const asked = scopeOf(ctx, options);
  return asked && { parts: partsOf(ctx, asked, options), withTax: asked.shows.tax };
}

async function* partsOf(
  ctx: Ctx,
  { given, shows }: NonNullable<ReturnType<typeof scopeOf>>,
  options: InvoiceListOptions,
): AsyncGenerator<ExportedInvoice[]> {
  let rows = await listOf(options)(ctx.db.read, { ...given, limit: PART, offset: 0 });
  for (;;) {
    yield rows.map((row) => ({
      ...summaryFor(shows, presentSummary(row, given.today)),
      tax: shows.tax ? row.tax : null,
    }));
    const last = rows.at(-1);
    if (rows.length < PART || !last) return;
    const place = { issued: last.issuedOn, due: last.dueOn, amount: last.total }[options.sort ?? 'issued'];
    rows = await listOf(options, continued)(ctx.db.read, {
      ...given,
      place,
      number: last.number,
      limit: PART,
      offset: 0,
    });
  }
}

const listOf = ({ filter = 'all', sort = 'issued', descending = true }: InvoiceListOptions, among = lists) =>
  among[filter][sort][descending ? 'desc' : 'asc'];

function scopeOf(ctx: Ctx, options: InvoiceListOptions) {
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeInvoice(ctx.viewer, { customerId })) return null;
  const shows = shownOfInvoice(ctx.viewer, customerId);
  // Finding an invoice by its order would tell what the list leaves out.
  if (options.orderNumber !== undefined && !shows.order) return null;
  const pattern = anyCasePattern(options.search ?? '');
  const given = {
    customerId,
    orderNumber: options.orderNumber ?? null,
    currency: options.currency ?? null,
    from: options.from ?? null,
    to: options.to ?? null,
    pattern,
    orderPattern: shows.order ? pattern : null,
    today: companyDay(ctx.clock),
  };
  return { given, shows };
}
