import { isUniqueViolation } from '#db/connection.ts';
import { orderLines, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { aboutOrder, orderPlaced } from './order.events.ts';
import { canRecordOrders } from './order.policy.ts';
import type { NewOrder } from './order.schema.ts';

/** Takes an order in, as agreed with the customer. Numbers are given by the shop and are unique. */
export async function placeOrder(ctx: Ctx, input: NewOrder): Promise<Result<{ orderId: string }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const orderId = ctx.ids.next();
  const { lines, ...order } = input;
  try {
    await ctx.db.write(async (tx) => {
      await tx
        .insert(orders)
        .values({ ...order, id: orderId, address: order.address ?? null, createdAt: ctx.clock.now() });
      await tx.insert(orderLines).values(
        lines.map((line, index) => ({
          ...line,
          id: ctx.ids.next(),
          orderId,
          position: index + 1,
          detail: line.detail ?? null,
        })),
      );
      await publish(ctx, tx, orderPlaced(aboutOrder(ctx.viewer, { ...order, id: orderId })));
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      return fail('conflict', 'order.numberTaken', { fields: { number: 'order.numberTaken' } });
    }
    throw error;
  }
  return ok({ orderId });
}
