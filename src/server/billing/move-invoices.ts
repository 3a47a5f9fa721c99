import { and, eq } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { invoicePaid, invoiceReopened } from './billing.events.ts';
import type { Move } from './settlement.ts';

/** Who acts, for the payload of events: nobody is told of their own doing. */
export const actorOf = (ctx: Ctx): string | null =>
  ctx.viewer.kind === 'user' && ctx.viewer.preview === null ? ctx.viewer.userId : null;

/** Invoices follow their money, and each change is published once. */
export async function moveInvoices(ctx: Ctx, tx: Tx, moves: readonly Move[]): Promise<void> {
  for (const { invoiceId, from, to } of moves) {
    const changed = await tx
      .update(invoices)
      .set({ status: to, paidAt: to === 'paid' ? ctx.clock.now() : null })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.status, from)))
      .returning({ id: invoices.id });
    if (changed.length === 0) continue;
    const told = to === 'paid' ? invoicePaid : invoiceReopened;
    await publish(ctx, tx, told({ invoiceId, byUserId: actorOf(ctx) }));
  }
}
