import { and, eq } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { invoiceOpened } from './billing.events.ts';
import { canManageInvoices } from './invoice.policy.ts';
import { actorOf } from './move-invoices.ts';

/** Issues a draft: from now on the customer sees it and can pay it. Opening an open invoice is harmless. */
export async function openInvoice(ctx: Ctx, input: { number: string }): Promise<Result<null>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [opened] = await tx
      .update(invoices)
      .set({ status: 'open' })
      .where(and(eq(invoices.number, input.number), eq(invoices.status, 'draft')))
      .returning({ id: invoices.id });
    if (opened) {
      await publish(ctx, tx, invoiceOpened({ invoiceId: opened.id, byUserId: actorOf(ctx) }));
      return ok(null);
    }
    const [known] = await tx
      .select({ status: invoices.status })
      .from(invoices)
      .where(eq(invoices.number, input.number));
    if (!known) return fail('not_found', 'error.notFound');
    return known.status === 'open' ? ok(null) : fail('conflict', 'invoice.cannotOpen');
  });
}
