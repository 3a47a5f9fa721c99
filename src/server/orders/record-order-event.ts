import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { deliverAll, sendTheRest } from './move-shipments.ts';
import { findOrder, noteEvent } from './note-event.ts';
import type { OrderEvent } from './order.ts';
import { canRecordOrders } from './order.policy.ts';
import type { NewOrderEvent } from './order.schema.ts';

/**
 * Notes what happened to an order, now. Telling the same again is harmless; what cannot follow what happened before is
 * refused. Handing the order to a carrier makes a shipment of all that has not left yet; its delivery delivers what is on
 * its way.
 */
export async function recordOrderEvent(
  ctx: Ctx,
  input: { number: string; event: NewOrderEvent },
): Promise<Result<{ recorded: boolean }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const event = happened(input.event, ctx.clock.now());
  return ctx.db.write(async (tx): Promise<Result<{ recorded: boolean }>> => {
    const order = await findOrder(tx, input.number);
    if (!order) return fail('not_found', 'error.notFound');
    const verdict = await noteEvent(ctx, tx, order, event);
    if (verdict === 'no') return fail('conflict', 'order.cannotFollow');
    if (verdict === 'repeated') return ok({ recorded: false });
    if (input.event.type === 'handed_to_carrier') await sendTheRest(ctx, tx, order, input.event);
    if (event.type === 'delivered') await deliverAll(ctx, tx, order);
    return ok({ recorded: true });
  });
}

function happened(input: NewOrderEvent, at: Date): OrderEvent {
  const note = input.note ?? null;
  if (input.type !== 'handed_to_carrier') return { ...input, at, note };
  const { type, carrier, trackingUrl = null } = input;
  return { type, carrier, trackingUrl, at, note };
}
