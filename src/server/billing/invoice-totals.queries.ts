import { desc, sql, type SQL } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import { conditions, isOpen, isOverdue, scope, type InvoiceFilter } from './invoice-conditions.ts';
import { overdueAmount, remaining } from './invoice-sums.ts';
import type { Currency } from './invoice.ts';

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

const sumWhen = (condition: SQL | undefined, value: SQL) =>
  sql<number>`coalesce(sum(case when ${condition} then ${value} end), 0)`;
const one = sql`1`;
const total = sql`${invoices.total}`;

/** One pass over a customer's invoices, read from an index: what of them is open is added up from its money. */
export const totalsByCurrency = prepared((db) =>
  db
    .select({
      currency: invoices.currency,
      all: sql<number>`count(*)`,
      allTotal: sumWhen(sql`${invoices.status} <> 'void'`, total),
      paid: sumWhen(conditions.paid, one),
      paidTotal: sumWhen(conditions.paid, total),
      due: sumWhen(isOpen, remaining),
      dueCount: sumWhen(isOpen, one),
      dueTotal: sumWhen(isOpen, total),
      overdue: sumWhen(isOverdue, overdueAmount),
      overdueDue: sumWhen(isOverdue, remaining),
      overdueCount: sumWhen(isOverdue, one),
      overdueTotal: sumWhen(isOverdue, total),
    })
    .from(invoices)
    .where(scope)
    .groupBy(invoices.currency)
    .orderBy(desc(invoices.currency)),
);
type TotalsRow = Awaited<ReturnType<typeof totalsByCurrency>>[number];

const listed: Record<InvoiceFilter, (row: TotalsRow) => Omit<ListedSum, 'currency'>> = {
  all: (row) => ({ count: row.all, total: row.allTotal, due: row.due }),
  unpaid: (row) => ({ count: row.dueCount, total: row.dueTotal, due: row.due }),
  overdue: (row) => ({ count: row.overdueCount, total: row.overdueTotal, due: row.overdueDue }),
  paid: (row) => ({ count: row.paid, total: row.paidTotal, due: 0 }),
};

export const sumsOf = (rows: readonly TotalsRow[], filter: InvoiceFilter): ListedSum[] =>
  rows.map((row) => ({ currency: row.currency, ...listed[filter](row) })).filter(({ count }) => count > 0);
