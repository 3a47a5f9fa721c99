import { and, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeOrder } from './order.policy.ts';
import { lateBy } from './order-conditions.ts';

const count = preparedOne((db) =>
  db
    .select({ late: sql<number>`count(*)` })
    .from(orders)
    .where(and(eq(orders.customerId, sql.placeholder('customerId')), lateBy(sql.placeholder('today')))),
);

const countOf = prepared((db) =>
  db
    .select({ customerId: orders.customerId, count: sql<number>`count(*)` })
    .from(orders)
    .where(
      and(
        sql`${orders.customerId} in (select value from json_each(${sql.placeholder('ids')}))`,
        lateBy(sql.placeholder('today')),
      ),
    )
    .groupBy(orders.customerId),
);

/** How many orders of the viewer's cabinet are late, for the navigation. Null when that section is not the viewer's. */
export async function countLateOrders(ctx: Ctx<UserViewer>): Promise<number | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeOrder(ctx.viewer, { customerId })) return null;
  const row = await count(ctx.db.read, { customerId, today: companyDay(ctx.clock) });
  return row?.late ?? 0;
}

/** How many are late in other cabinets of the viewer, by customer; whose section is hidden or has none is left out. One query. */
export async function countLateOrdersOf(
  ctx: Ctx<UserViewer>,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const ids = customerIds.filter((customerId) => canSeeOrder(ctx.viewer, { customerId }));
  const rows = await countOf(ctx.db.read, { ids: JSON.stringify(ids), today: companyDay(ctx.clock) });
  return new Map(rows.map((row) => [row.customerId, row.count]));
}
