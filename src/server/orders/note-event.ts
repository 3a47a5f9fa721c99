import { asc, eq } from 'drizzle-orm';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fromRow, toRow } from './order-row.ts';
import { canFollow, type OrderEvent } from './order.ts';
import { aboutOrder, orderDelayed, orderProgressed } from './order.events.ts';

export type OrderRow = typeof orders.$inferSelect;

export async function findOrder(tx: Tx, number: string): Promise<OrderRow | null> {
  const [order] = await tx.select().from(orders).where(eq(orders.number, number));
  return order ?? null;
}

/** What happened to an order so far, oldest first. */
export async function eventsSoFar(tx: Tx, orderId: string): Promise<OrderEvent[]> {
  const rows = await tx
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id));
  return rows.map(fromRow);
}

/** Stores an event in the caller's transaction if it may follow what happened so far, and tells of it. */
export async function noteEvent(
  ctx: Ctx,
  tx: Tx,
  order: OrderRow,
  event: OrderEvent,
): Promise<'yes' | 'repeated' | 'no'> {
  const verdict = canFollow(order, await eventsSoFar(tx, order.id), event);
  if (verdict !== 'yes') return verdict;
  await tx.insert(orderEvents).values({ ...toRow(event), id: ctx.ids.next(), orderId: order.id });
  const about = aboutOrder(ctx.viewer, order);
  await publish(ctx, tx, orderProgressed({ ...about, type: event.type }));
  if (event.type === 'delayed') await publish(ctx, tx, orderDelayed(about));
  return 'yes';
}
