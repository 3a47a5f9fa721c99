import { and, eq, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { creditEntries } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { Currency } from './invoice.ts';
import { canSeeInvoice } from './invoice.policy.ts';

export interface Credit {
  currency: Currency;
  /** Minor units, more than nothing. */
  amount: number;
}

const sums = prepared((db) =>
  db
    .select({ currency: creditEntries.currency, amount: sql<number>`sum(${creditEntries.amount})` })
    .from(creditEntries)
    .where(and(eq(creditEntries.customerId, sql.placeholder('customerId'))))
    .groupBy(creditEntries.currency)
    .having(sql`sum(${creditEntries.amount}) > 0`),
);

/**
 * What a customer has with us and may use, per currency; by default of the customer whose cabinet is shown. Null when
 * invoices are not the viewer's.
 */
export async function creditOf(ctx: Ctx, options: { customerId?: string } = {}): Promise<Credit[] | null> {
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeInvoice(ctx.viewer, { customerId })) return null;
  return sums(ctx.db.read, { customerId });
}
