import { and, asc, desc, eq, getTableColumns, or, sql, type SQL } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers, findCustomerIds, namesOfCustomers } from '../customers/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import { nextDueOn, received } from './invoice-sums.ts';
import { presentSummary, type InvoiceSummary } from './invoice.presenter.ts';

export const staffInvoiceFilters = ['all', 'draft', 'unpaid', 'overdue', 'paid', 'closed'] as const;
export type StaffInvoiceFilter = (typeof staffInvoiceFilters)[number];
export const staffInvoiceSorts = ['issued', 'due', 'amount'] as const;
export type StaffInvoiceSort = (typeof staffInvoiceSorts)[number];

export interface StaffInvoice extends InvoiceSummary {
  customerName: string;
}

export interface StaffInvoiceList {
  invoices: StaffInvoice[];
  page: number;
  perPage: number;
  total: number;
  counts: Record<StaffInvoiceFilter, number>;
}

export interface StaffInvoiceListOptions {
  filter?: StaffInvoiceFilter | undefined;
  /** Part of a number, a title, a customer's name or taxpayer number. */
  search?: string | undefined;
  customerId?: string | undefined;
  orderNumber?: string | undefined;
  sort?: StaffInvoiceSort | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
}

const columns = { issued: invoices.issuedOn, due: invoices.dueOn, amount: invoices.total };

/** Invoices of all customers, drafts too, for staff who look after customers; null for everyone else. Four queries, five with a search. */
export async function listAllInvoices(
  ctx: Ctx,
  options: StaffInvoiceListOptions = {},
): Promise<StaffInvoiceList | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  const { filter = 'all', sort = 'issued', descending = true, perPage = 25 } = options;
  const today = companyDay(ctx.clock);
  const conditions = conditionsOn(today);
  const scope = and(
    await matching(ctx, options.search),
    options.customerId === undefined ? undefined : eq(invoices.customerId, options.customerId),
    options.orderNumber === undefined ? undefined : eq(invoices.orderNumber, options.orderNumber),
  );
  const counts = await countBy(ctx, scope, conditions);
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const by = descending ? desc : asc;
  const rows = await ctx.db.read
    .select({ ...getTableColumns(invoices), received: sql<number>`${received}`, nextDueOn: sql<string>`${nextDueOn}` })
    .from(invoices)
    .where(and(scope, conditions[filter]))
    .orderBy(by(columns[sort]), by(invoices.number))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const names = await namesOfCustomers(
    ctx,
    rows.map(({ customerId }) => customerId),
  );
  return {
    invoices: rows.map((row) => ({
      ...presentSummary({ ...row, pendingId: null, pendingAmount: null, pendingAt: null }, today),
      customerName: names.get(row.customerId) ?? '',
    })),
    page,
    perPage,
    total,
    counts,
  };
}

function conditionsOn(today: string): Record<StaffInvoiceFilter, SQL | undefined> {
  return {
    all: undefined,
    draft: eq(invoices.status, 'draft'),
    unpaid: eq(invoices.status, 'open'),
    overdue: sql`(${invoices.status} = 'open' and ${nextDueOn} < ${today})`,
    paid: eq(invoices.status, 'paid'),
    closed: sql`${invoices.status} in ('void', 'uncollectible')`,
  };
}

async function matching(ctx: Ctx, search: string | undefined): Promise<SQL | undefined> {
  const pattern = anyCasePattern(search ?? '');
  if (pattern === null) return undefined;
  const customerIds = JSON.stringify(await findCustomerIds(ctx, search ?? ''));
  return or(
    sql`${invoices.number} glob ${pattern}`,
    sql`${invoices.title} glob ${pattern}`,
    sql`${invoices.customerId} in (select value from json_each(${customerIds}))`,
  );
}

async function countBy(
  ctx: Ctx,
  scope: SQL | undefined,
  conditions: Record<StaffInvoiceFilter, SQL | undefined>,
): Promise<Record<StaffInvoiceFilter, number>> {
  const sum = (filter: StaffInvoiceFilter) => sql<number>`coalesce(sum(${conditions[filter] ?? sql`1`}), 0)`;
  const [row] = await ctx.db.read
    .select({
      all: sum('all'),
      draft: sum('draft'),
      unpaid: sum('unpaid'),
      overdue: sum('overdue'),
      paid: sum('paid'),
      closed: sum('closed'),
    })
    .from(invoices)
    .where(scope);
  return row ?? { all: 0, draft: 0, unpaid: 0, overdue: 0, paid: 0, closed: 0 };
}
