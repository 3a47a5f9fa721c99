import { and, eq, isNull } from 'drizzle-orm';
import { shipmentLines, shipments } from '#db/schema/orders.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { publish } from '../platform/events.ts';
import type { OrderRow } from './note-event.ts';
import { aboutOrder, shipmentDelivered, shipmentHandedOver } from './order.events.ts';
import { remaining, type Quantity } from './shipment.ts';
import { quantitiesOf } from './shipment.queries.ts';

export interface Sending {
  clientId: string;
  carrier: string;
  trackingNumber?: string | undefined;
  trackingUrl?: string | undefined;
}

/** Stores a shipment of these quantities in the caller's transaction and tells of it. */
export async function send(
  ctx: Ctx,
  tx: Tx,
  order: OrderRow,
  { clientId, carrier, trackingNumber = '', trackingUrl = '', lines }: Sending & { lines: readonly Quantity[] },
): Promise<string> {
  const shipmentId = ctx.ids.next();
  await tx.insert(shipments).values({
    id: shipmentId,
    orderId: order.id,
    clientId,
    carrier,
    trackingNumber: trackingNumber || null,
    trackingUrl: trackingUrl || null,
    handedOverOn: companyDay(ctx.clock),
    createdAt: ctx.clock.now(),
  });
  await tx
    .insert(shipmentLines)
    .values(lines.map(({ lineId, quantity }) => ({ shipmentId, orderLineId: lineId, quantity })));
  await publish(ctx, tx, shipmentHandedOver({ ...aboutOrder(ctx.viewer, order), shipmentId }));
  return shipmentId;
}

/** One shipment of all that has not left yet; none when everything has. */
export async function sendTheRest(ctx: Ctx, tx: Tx, order: OrderRow, how: Omit<Sending, 'clientId'>): Promise<void> {
  const { ordered, sent } = await quantitiesOf(tx, order.id);
  const lines = remaining(ordered, sent);
  if (lines.length > 0) await send(ctx, tx, order, { ...how, clientId: ctx.ids.next(), lines });
}

/** Everything of an order that is on its way has arrived, today. */
export async function deliverAll(ctx: Ctx, tx: Tx, order: OrderRow): Promise<void> {
  const arrived = await tx
    .update(shipments)
    .set({ deliveredOn: companyDay(ctx.clock) })
    .where(and(eq(shipments.orderId, order.id), isNull(shipments.deliveredOn)))
    .returning({ id: shipments.id });
  for (const { id } of arrived) {
    await publish(ctx, tx, shipmentDelivered({ ...aboutOrder(ctx.viewer, order), shipmentId: id }));
  }
}
