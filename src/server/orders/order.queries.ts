import { asc, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { orderEvents, orderLines, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { fromRow } from './order-row.ts';
import { canSeeOrder } from './order.policy.ts';
import { orderViewOf, presentDetails, type OrderDetails } from './order.presenter.ts';
import { shipmentsOf } from './shipment.queries.ts';

const findByNumber = preparedOne((db) =>
  db
    .select()
    .from(orders)
    .where(eq(orders.number, sql.placeholder('number'))),
);
const linesOf = prepared((db) =>
  db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderLines.position)),
);
const eventsOf = prepared((db) =>
  db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id)),
);

/** One order with its lines, what happened and its shipments. Null when there is none, or it is not the viewer's. */
export async function getOrder(ctx: Ctx, number: string): Promise<OrderDetails | null> {
  const order = await findByNumber(ctx.db.read, { number });
  if (!order || !canSeeOrder(ctx.viewer, order)) return null;
  const orderId = order.id;
  const lines = await linesOf(ctx.db.read, { orderId });
  const events = (await eventsOf(ctx.db.read, { orderId })).map(fromRow);
  const shipments = await shipmentsOf(ctx.db.read, orderId);
  const view = orderViewOf(ctx.viewer, order.customerId);
  return presentDetails(order, { lines, events, shipments }, { today: companyDay(ctx.clock), view });
}
