import { sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from '../customers/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { lateBy } from './order-conditions.ts';

const late = prepared((db) =>
  db
    .select({ customerId: orders.customerId, count: sql<number>`count(*)` })
    .from(orders)
    .where(lateBy(sql.placeholder('today')))
    .groupBy(orders.customerId),
);

/** How many late orders each customer has, for lists of staff; customers without one are left out. Empty for everyone else. */
export async function countLateByCustomer(ctx: Ctx): Promise<Map<string, number>> {
  if (!canSeeCustomers(ctx.viewer)) return new Map();
  const rows = await late(ctx.db.read, { today: companyDay(ctx.clock) });
  return new Map(rows.map(({ customerId, count }) => [customerId, count]));
}
