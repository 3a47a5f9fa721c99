import { and, eq, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from '../customers/index.ts';
import { companyDay } from '../platform/company-day.ts';
import type { Currency } from './invoice.ts';
import { nextDueOn, overdueAmount, remaining } from './invoice-sums.ts';

/** What a customer owes in one currency, in minor units. */
export interface Debt {
  customerId: string;
  currency: Currency;
  due: number;
  overdue: number;
}

const isOverdue = sql`${nextDueOn} < ${sql.placeholder('today')}`;
const open = eq(invoices.status, 'open');

const debts = prepared((db) =>
  db
    .select({
      customerId: invoices.customerId,
      currency: invoices.currency,
      due: sql<number>`sum(${remaining})`,
      overdue: sql<number>`coalesce(sum(case when ${isOverdue} then ${overdueAmount} end), 0)`,
    })
    .from(invoices)
    .where(
      and(
        open,
        sql`${sql`${invoices.customerId}`} in (select value from json_each(${sql.placeholder('customerIds')}))`,
      ),
    )
    .groupBy(invoices.customerId, invoices.currency),
);
const debtors = prepared((db) =>
  db
    .selectDistinct({ customerId: invoices.customerId })
    .from(invoices)
    .where(and(open, sql`(${sql.placeholder('overdueOnly')} = 0 or ${isOverdue})`)),
);
const currenciesOwed = prepared((db) => db.selectDistinct({ currency: invoices.currency }).from(invoices).where(open));

/** What these customers owe, for lists of staff. Empty for everyone else. One query however many they are. */
export async function debtsOf(ctx: Ctx, customerIds: readonly string[]): Promise<Debt[]> {
  if (!canSeeCustomers(ctx.viewer) || customerIds.length === 0) return [];
  return debts(ctx.db.read, { customerIds: JSON.stringify(customerIds), today: companyDay(ctx.clock) });
}

/** All customers with an open invoice, or with an overdue one, for filters of staff. Empty for everyone else. */
export async function listDebtorIds(ctx: Ctx, filter: 'owes' | 'overdue'): Promise<string[]> {
  if (!canSeeCustomers(ctx.viewer)) return [];
  const given = { overdueOnly: filter === 'overdue' ? 1 : 0, today: companyDay(ctx.clock) };
  return (await debtors(ctx.db.read, given)).map(({ customerId }) => customerId);
}

/** Currencies of open invoices, for tables of staff; the company's own first. Empty for everyone else. */
export async function owedCurrencies(ctx: Ctx): Promise<Currency[]> {
  if (!canSeeCustomers(ctx.viewer)) return [];
  const owed = new Set((await currenciesOwed(ctx.db.read)).map(({ currency }) => currency));
  return (['RUB', 'EUR', 'USD'] as const).filter((currency) => owed.has(currency));
}
