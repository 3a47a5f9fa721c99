import { and, eq, isNull } from 'drizzle-orm';
import { orders, shipments } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteEvent } from './note-event.ts';
import { aboutOrder, shipmentDelivered } from './order.events.ts';
import { canRecordOrders } from './order.policy.ts';

/** Notes that a shipment arrived, today. With the last one the order is delivered. `delivered: false` for a repeat. */
export async function recordDelivery(
  ctx: Ctx,
  { shipmentId }: { shipmentId: string },
): Promise<Result<{ delivered: boolean }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<{ delivered: boolean }>> => {
    const [order] = await tx
      .select()
      .from(orders)
      .innerJoin(shipments, eq(shipments.orderId, orders.id))
      .where(eq(shipments.id, shipmentId));
    if (!order) return fail('not_found', 'error.notFound');
    const arrived = await tx
      .update(shipments)
      .set({ deliveredOn: companyDay(ctx.clock) })
      .where(and(eq(shipments.id, shipmentId), isNull(shipments.deliveredOn)))
      .returning({ id: shipments.id });
    if (arrived.length === 0) return ok({ delivered: false });
    await publish(ctx, tx, shipmentDelivered({ ...aboutOrder(ctx.viewer, order.orders), shipmentId }));
    const underWay = await tx
      .select({ id: shipments.id })
      .from(shipments)
      .where(and(eq(shipments.orderId, order.orders.id), isNull(shipments.deliveredOn)));
    // Refused, and rightly so, while a part of the order has not been handed over yet.
    if (underWay.length === 0) {
      await noteEvent(ctx, tx, order.orders, { type: 'delivered', at: ctx.clock.now(), note: null });
    }
    return ok({ delivered: true });
  });
}
