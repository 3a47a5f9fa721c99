import { eq } from 'drizzle-orm';
import { orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { eventsSoFar, findOrder } from './note-event.ts';
import type { OrderTerms } from './order-form.schema.ts';
import { foldOrder } from './order.ts';
import { aboutOrder, orderTermsChanged } from './order.events.ts';
import { canRecordOrders } from './order.policy.ts';

/**
 * Changes the promised day or the address as agreed with the customer, until the order has left. A day that is not kept is
 * announced as a delay instead: then the customer reads why.
 */
export async function changeOrderTerms(ctx: Ctx, input: { number: string } & OrderTerms): Promise<Result<null>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { number, promisedOn, address } = input;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const order = await findOrder(tx, number);
    if (!order) return fail('not_found', 'error.notFound');
    if (order.promisedOn === promisedOn && order.address === address) return ok(null);
    const { status, shipped } = foldOrder(order, await eventsSoFar(tx, order.id));
    if (shipped || status === 'completed' || status === 'canceled') return fail('conflict', 'order.termsClosed');
    await tx.update(orders).set({ promisedOn, address }).where(eq(orders.id, order.id));
    await publish(ctx, tx, orderTermsChanged(aboutOrder(ctx.viewer, order)));
    return ok(null);
  });
}
