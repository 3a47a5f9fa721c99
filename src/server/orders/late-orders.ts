import { and, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeOrder } from './order.policy.ts';

const happened = (...types: string[]) => sql`exists (
  select 1 from ${orderEvents} where ${orderEvents.orderId} = ${orders.id} and ${orderEvents.type} in ${types}
)`;

/** The same as `isLate` says of the fold: not shipped, and a later day was announced or the promised one has passed. */
const count = preparedOne((db) =>
  db
    .select({ late: sql<number>`count(*)` })
    .from(orders)
    .where(
      and(
        eq(orders.customerId, sql.placeholder('customerId')),
        sql`not ${happened('handed_to_carrier', 'delivered', 'installed', 'canceled')}`,
        sql`(${orders.promisedOn} < ${sql.placeholder('today')} or ${happened('delayed')})`,
      ),
    ),
);

/** How many orders of the viewer's cabinet are late, for the navigation. Null when that section is not the viewer's. */
export async function countLateOrders(ctx: Ctx<UserViewer>): Promise<number | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeOrder(ctx.viewer, { customerId })) return null;
  const row = await count(ctx.db.read, { customerId, today: companyDay(ctx.clock) });
  return row?.late ?? 0;
}
