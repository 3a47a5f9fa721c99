import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import { prepared } from '#db/prepared.ts';
import { invoices, paymentAllocations } from '#db/schema/billing.ts';
import { isOpen, scope, type InvoiceFilter } from './invoice-conditions.ts';
import { nextDueOfPlan, overdueOfPlan } from './invoice-sums.ts';
import type { Currency } from './invoice.ts';

type Database = SqliteRemoteDatabase;
const today = sql.placeholder('today');

/** What one currency adds up to, over the invoices that were narrowed down to, whatever their state. */
export interface CurrencyTotals {
  currency: Currency;
  due: number;
  dueCount: number;
  overdue: number;
  overdueCount: number;
}

/** What the listed invoices of one currency add up to. Void ones are counted, but add nothing. */
export interface ListedSum {
  currency: Currency;
  count: number;
  total: number;
  due: number;
}

/** What stands in the index of states: how many invoices of a state and currency there are, and their totals. */
const statesOf = (db: Database) =>
  db
    .select({
      status: invoices.status,
      currency: invoices.currency,
      count: sql<number>`count(*)`.as('state_count'),
      total: sql<number>`sum(${invoices.total})`.as('state_total'),
    })
    .from(invoices)
    .where(scope)
    .groupBy(invoices.status, invoices.currency)
    .as('states');

/** Open invoices with what has been received for them: grouped by invoice, so that each is added up once. */
const openOf = (db: Database) =>
  db
    .select({
      id: sql<string>`${invoices.id}`.as('open_id'),
      currency: sql<Currency>`${invoices.currency}`.as('open_currency'),
      total: sql<number>`${invoices.total}`.as('open_total'),
      dueOn: sql<string>`${invoices.dueOn}`.as('open_due_on'),
      received: sql<number>`coalesce(sum(${paymentAllocations.amount}), 0)`.as('open_received'),
    })
    .from(invoices)
    .leftJoin(
      paymentAllocations,
      and(eq(paymentAllocations.invoiceId, invoices.id), eq(paymentAllocations.state, 'counted')),
    )
    .where(and(scope, isOpen))
    .groupBy(invoices.id)
    .as('open_ones');

/** The same with what of them is late. Grouped again, or SQLite would look at the instalments once for every sum. */
const datedOf = (db: Database) => {
  const open = openOf(db);
  const rest = sql`(${open.total} - ${open.received})`;
  return db
    .select({
      currency: sql<Currency>`${open.currency}`.as('dated_currency'),
      total: sql<number>`${open.total}`.as('dated_total'),
      due: sql<number>`${rest}`.as('dated_due'),
      late: sql<number>`${overdueOfPlan(open.id, open.received, rest)}`.as('dated_late'),
      isOverdue: sql<number>`${nextDueOfPlan(open.id, open.received, open.dueOn)} < ${today}`.as('dated_is_overdue'),
    })
    .from(open)
    .groupBy(sql`${open.id}`)
    .as('dated');
};

const dueOf = (db: Database) => {
  const dated = datedOf(db);
  const overdue = (value: SQL.Aliased<number>, name: string) =>
    sql<number>`sum(case when ${dated.isOverdue} then ${value} else 0 end)`.as(name);
  return db
    .select({
      currency: dated.currency,
      due: sql<number>`sum(${dated.due})`.as('due'),
      overdue: overdue(dated.late, 'overdue'),
      overdueDue: overdue(dated.due, 'overdue_due'),
      overdueTotal: overdue(dated.total, 'overdue_total'),
      overdueCount: sql<number>`sum(${dated.isOverdue})`.as('overdue_count'),
    })
    .from(dated)
    .groupBy(sql`${dated.currency}`)
    .as('dues');
};

/**
 * What a customer's invoices add up to, by state and currency. Everything is grouped in the order of an index on states, and
 * money is looked at for open invoices alone (docs/decisions/017).
 */
const totalsByState = prepared((db) => {
  const states = statesOf(db);
  const dues = dueOf(db);
  return db
    .select({
      status: states.status,
      currency: states.currency,
      count: states.count,
      total: states.total,
      due: dues.due,
      overdue: dues.overdue,
      overdueDue: dues.overdueDue,
      overdueTotal: dues.overdueTotal,
      overdueCount: dues.overdueCount,
    })
    .from(states)
    .leftJoin(dues, and(eq(states.status, 'open'), eq(states.currency, dues.currency)))
    .orderBy(desc(states.currency));
});

const nothing = (currency: Currency) => ({
  currency,
  all: 0,
  allTotal: 0,
  paid: 0,
  paidTotal: 0,
  due: 0,
  dueCount: 0,
  dueTotal: 0,
  overdue: 0,
  overdueDue: 0,
  overdueCount: 0,
  overdueTotal: 0,
});
type TotalsRow = ReturnType<typeof nothing>;

/** One row for each currency the invoices that were narrowed down to are in. One query. */
export async function totalsByCurrency(...asked: Parameters<typeof totalsByState>): Promise<TotalsRow[]> {
  const byCurrency = new Map<Currency, TotalsRow>();
  for (const row of await totalsByState(...asked)) {
    const sums = byCurrency.get(row.currency) ?? nothing(row.currency);
    byCurrency.set(row.currency, sums);
    sums.all += row.count;
    // Void ones are counted, but add nothing.
    if (row.status !== 'void') sums.allTotal += row.total;
    if (row.status === 'paid') Object.assign(sums, { paid: row.count, paidTotal: row.total });
    if (row.status !== 'open') continue;
    Object.assign(sums, {
      due: row.due,
      dueCount: row.count,
      dueTotal: row.total,
      overdue: row.overdue,
      overdueDue: row.overdueDue,
      overdueCount: row.overdueCount,
      overdueTotal: row.overdueTotal,
    });
  }
  return [...byCurrency.values()];
}

const listed: Record<InvoiceFilter, (row: TotalsRow) => Omit<ListedSum, 'currency'>> = {
  all: (row) => ({ count: row.all, total: row.allTotal, due: row.due }),
  unpaid: (row) => ({ count: row.dueCount, total: row.dueTotal, due: row.due }),
  overdue: (row) => ({ count: row.overdueCount, total: row.overdueTotal, due: row.overdueDue }),
  paid: (row) => ({ count: row.paid, total: row.paidTotal, due: 0 }),
};

export const sumsOf = (rows: readonly TotalsRow[], filter: InvoiceFilter): ListedSum[] =>
  rows.map((row) => ({ currency: row.currency, ...listed[filter](row) })).filter(({ count }) => count > 0);
