import { and, inArray, or, sql } from 'drizzle-orm';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Tx } from '#db/write.ts';
import { anyOf, mentions, without, type Forgotten } from '../platform/forgotten.ts';

/** Orders stay; who approved or received something is not named beside it any more. */
export async function forgetPerson(tx: Tx, person: Forgotten): Promise<void> {
  const theirs = tx
    .select({ id: orders.id })
    .from(orders)
    .where(sql`${orders.customerId} in ${anyOf(person.customerIds)}`);
  await tx
    .update(orderEvents)
    .set({ note: without(orderEvents.note, person), reason: without(orderEvents.reason, person) })
    .where(
      and(
        inArray(orderEvents.orderId, theirs),
        or(mentions(orderEvents.note, person), mentions(orderEvents.reason, person)),
      ),
    );
}
