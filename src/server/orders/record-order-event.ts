import { asc, eq } from 'drizzle-orm';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { fromRow, toRow } from './order-row.ts';
import { canFollow, type OrderEvent } from './order.ts';
import { orderProgressed } from './order.events.ts';
import { canRecordOrders } from './order.policy.ts';
import type { NewOrderEvent } from './order.schema.ts';

/**
 * Notes what happened to an order, now. Telling the same again is harmless; what cannot follow what happened before is
 * refused.
 */
export async function recordOrderEvent(
  ctx: Ctx,
  input: { number: string; event: NewOrderEvent },
): Promise<Result<{ recorded: boolean }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const event = happened(input.event, ctx.clock.now());
  return ctx.db.write(async (tx): Promise<Result<{ recorded: boolean }>> => {
    const [order] = await tx.select().from(orders).where(eq(orders.number, input.number));
    if (!order) return fail('not_found', 'error.notFound');
    const rows = await tx
      .select()
      .from(orderEvents)
      .where(eq(orderEvents.orderId, order.id))
      .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id));
    const verdict = canFollow(order, rows.map(fromRow), event);
    if (verdict === 'no') return fail('conflict', 'order.cannotFollow');
    if (verdict === 'repeated') return ok({ recorded: false });
    await tx.insert(orderEvents).values({ ...toRow(event), id: ctx.ids.next(), orderId: order.id });
    await publish(ctx, tx, orderProgressed({ orderId: order.id, type: event.type }));
    return ok({ recorded: true });
  });
}

function happened(input: NewOrderEvent, at: Date): OrderEvent {
  const note = input.note ?? null;
  if (input.type === 'handed_to_carrier') return { ...input, at, note, trackingUrl: input.trackingUrl ?? null };
  return { ...input, at, note };
}
