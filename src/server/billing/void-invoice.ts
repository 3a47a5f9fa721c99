import { and, eq } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { invoiceVoided } from './billing.events.ts';
import { canMove } from './invoice.ts';
import { canManageInvoices } from './invoice.policy.ts';
import { receivedOn } from './payment.queries.ts';

/**
 * Takes an invoice back. Not once money has come in for it: then people settle it first. A checkout that is still open
 * is closed by the subscriber of the event.
 */
export async function voidInvoice(ctx: Ctx, input: { number: string }): Promise<Result<null>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.number, input.number));
    if (!invoice) return fail('not_found', 'error.notFound');
    if (invoice.status === 'void') return ok(null);
    if (!canMove(invoice.status, 'void') || (await receivedOn(tx, invoice.id)) > 0) {
      return fail('conflict', 'invoice.cannotVoid');
    }
    const [voided] = await tx
      .update(invoices)
      .set({ status: 'void' })
      .where(and(eq(invoices.id, invoice.id), eq(invoices.status, invoice.status)))
      .returning({ id: invoices.id });
    if (!voided) return fail('conflict', 'invoice.cannotVoid');
    await publish(ctx, tx, invoiceVoided({ invoiceId: invoice.id }));
    return ok(null);
  });
}
