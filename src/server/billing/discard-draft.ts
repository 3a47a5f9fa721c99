import { and, eq } from 'drizzle-orm';
import { invoiceInstalments, invoiceLines, invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canManageInvoices } from './invoice.policy.ts';

/** Throws a draft away. Nobody outside has seen it, so nothing is kept and its number is free again. */
export async function discardDraft(ctx: Ctx, input: { number: string }): Promise<Result<null>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [draft] = await tx
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.number, input.number), eq(invoices.status, 'draft')));
    if (!draft) return fail('not_found', 'error.notFound');
    await tx.delete(invoiceInstalments).where(eq(invoiceInstalments.invoiceId, draft.id));
    await tx.delete(invoiceLines).where(eq(invoiceLines.invoiceId, draft.id));
    await tx.delete(invoices).where(eq(invoices.id, draft.id));
    return ok(null);
  });
}
