import { and, desc, eq, isNull } from 'drizzle-orm';
import { orderEvents, orders, shipmentLines, shipments } from '#db/schema/orders.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { eventsSoFar } from './note-event.ts';
import { aboutOrder, shipmentChanged } from './order.events.ts';
import { foldOrder } from './order.ts';
import { canRecordOrders } from './order.policy.ts';
import type { ShipmentChange } from './order.schema.ts';

interface Which {
  number: string;
  shipmentId: string;
}

/** Corrects who carries a shipment and how to follow it. The event that handed the order over follows its last shipment. */
export async function changeShipment(ctx: Ctx, input: Which & ShipmentChange): Promise<Result<null>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { shipmentId, carrier, trackingNumber = null, trackingUrl = null } = input;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const found = await findShipment(tx, input);
    if (!found) return fail('not_found', 'error.notFound');
    const { order, shipment } = found;
    await tx.update(shipments).set({ carrier, trackingNumber, trackingUrl }).where(eq(shipments.id, shipmentId));
    if ((await lastShipmentId(tx, order.id)) === shipmentId)
      await followShipment(tx, order.id, shipment, { carrier, trackingUrl });
    await publish(ctx, tx, shipmentChanged({ ...aboutOrder(ctx.viewer, order), shipmentId }));
    return ok(null);
  });
}

/** Takes a shipment back that was recorded by mistake: while it is on its way, and the order has not been handed over whole. */
export async function discardShipment(ctx: Ctx, which: Which): Promise<Result<null>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const found = await findShipment(tx, which);
    if (!found) return fail('not_found', 'error.notFound');
    const { shipped } = foldOrder(found.order, await eventsSoFar(tx, found.order.id));
    if (shipped || found.shipment.deliveredOn !== null) return fail('conflict', 'order.shipment.over');
    await tx.delete(shipmentLines).where(eq(shipmentLines.shipmentId, which.shipmentId));
    await tx.delete(shipments).where(eq(shipments.id, which.shipmentId));
    return ok(null);
  });
}

async function lastShipmentId(tx: Tx, orderId: string): Promise<string | undefined> {
  const [last] = await tx
    .select({ id: shipments.id })
    .from(shipments)
    .where(eq(shipments.orderId, orderId))
    .orderBy(desc(shipments.createdAt), desc(shipments.id))
    .limit(1);
  return last?.id;
}

/** An event that told something else from the beginning stays: it was told by hand. */
async function followShipment(
  tx: Tx,
  orderId: string,
  was: typeof shipments.$inferSelect,
  now: { carrier: string; trackingUrl: string | null },
): Promise<void> {
  const { carrier, trackingUrl } = was;
  await tx
    .update(orderEvents)
    .set(now)
    .where(
      and(
        eq(orderEvents.orderId, orderId),
        eq(orderEvents.type, 'handed_to_carrier'),
        eq(orderEvents.carrier, carrier),
        trackingUrl === null ? isNull(orderEvents.trackingUrl) : eq(orderEvents.trackingUrl, trackingUrl),
      ),
    );
}

async function findShipment(tx: Tx, { number, shipmentId }: Which) {
  const [row] = await tx
    .select({ order: orders, shipment: shipments })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(and(eq(shipments.id, shipmentId), eq(orders.number, number)));
  return row ?? null;
}
