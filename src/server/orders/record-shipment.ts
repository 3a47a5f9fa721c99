import { and, eq } from 'drizzle-orm';
import { shipments } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { send } from './move-shipments.ts';
import { eventsSoFar, findOrder, noteEvent } from './note-event.ts';
import { foldOrder } from './order.ts';
import { canRecordOrders } from './order.policy.ts';
import type { NewShipment } from './order.schema.ts';
import { remaining } from './shipment.ts';
import { quantitiesOf } from './shipment.queries.ts';

/**
 * Notes that some or all of an order was handed to a carrier, today. With the last of it the order itself is handed over, so
 * that one waits until the order is ready. Never more than was ordered; recording again with the same client id is harmless.
 */
export async function recordShipment(ctx: Ctx, input: NewShipment): Promise<Result<{ shipmentId: string }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { number, clientId, lines, carrier, trackingUrl = null } = input;
  return ctx.db.write(async (tx): Promise<Result<{ shipmentId: string }>> => {
    const order = await findOrder(tx, number);
    if (!order) return fail('not_found', 'error.notFound');
    const [known] = await tx
      .select({ id: shipments.id })
      .from(shipments)
      .where(and(eq(shipments.orderId, order.id), eq(shipments.clientId, clientId)));
    if (known) return ok({ shipmentId: known.id });
    const { status, shipped } = foldOrder(order, await eventsSoFar(tx, order.id));
    if (status !== 'active' || shipped) return fail('conflict', 'order.cannotFollow');
    const { ordered, sent } = await quantitiesOf(tx, order.id);
    const wanted = lines.map(({ position, quantity }) => {
      return { lineId: ordered.find((line) => line.position === position)?.lineId ?? '', quantity };
    });
    const left = remaining(ordered, sent);
    const fits = left.length > 0 && remaining(wanted, left).length === 0;
    const once = new Set(wanted.map((line) => line.lineId)).size === wanted.length;
    if (!fits || !once) {
      return fail('invalid_input', 'order.tooManyShipped', { fields: { lines: 'order.tooManyShipped' } });
    }
    if (remaining(left, wanted).length === 0) {
      const event = { type: 'handed_to_carrier', at: ctx.clock.now(), note: null, carrier, trackingUrl } as const;
      if ((await noteEvent(ctx, tx, order, event)) !== 'yes') return fail('conflict', 'order.notReadyYet');
    }
    return ok({ shipmentId: await send(ctx, tx, order, { ...input, lines: wanted }) });
  });
}
