import { and, eq } from 'drizzle-orm';
import { isUniqueViolation } from '#db/connection.ts';
import { invoiceInstalments, invoiceLines, invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { DraftInput } from './draft.schema.ts';
import { amountOf, taxWithin, totalOf } from './invoice.ts';
import { canManageInvoices } from './invoice.policy.ts';

/**
 * Writes a draft anew, lines and all; it may get another number. What a customer has been shown is not changed any more: an
 * open invoice is voided and another one written.
 */
export async function updateDraft(
  ctx: Ctx,
  input: { draft: string; invoice: DraftInput },
): Promise<Result<{ number: string }>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { lines, instalments = [], ...invoice } = input.invoice;
  const number = invoice.number || input.draft;
  const total = totalOf(lines);
  try {
    return await ctx.db.write(async (tx): Promise<Result<{ number: string }>> => {
      const [changed] = await tx
        .update(invoices)
        .set({
          ...invoice,
          number,
          orderNumber: invoice.orderNumber ?? null,
          total,
          tax: taxWithin(total, invoice.taxRate),
        })
        .where(and(eq(invoices.number, input.draft), eq(invoices.status, 'draft')))
        .returning({ id: invoices.id });
      if (!changed) {
        const [known] = await tx.select({ id: invoices.id }).from(invoices).where(eq(invoices.number, input.draft));
        return known ? fail('conflict', 'invoice.notDraft') : fail('not_found', 'error.notFound');
      }
      await tx.delete(invoiceLines).where(eq(invoiceLines.invoiceId, changed.id));
      await tx.insert(invoiceLines).values(
        lines.map((line, index) => ({
          ...line,
          id: ctx.ids.next(),
          invoiceId: changed.id,
          position: index + 1,
          amount: amountOf(line),
        })),
      );
      await tx.delete(invoiceInstalments).where(eq(invoiceInstalments.invoiceId, changed.id));
      if (instalments.length > 0) {
        const { id: invoiceId } = changed;
        await tx
          .insert(invoiceInstalments)
          .values(instalments.map((part, index) => ({ ...part, id: ctx.ids.next(), invoiceId, position: index + 1 })));
      }
      return ok({ number });
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      return fail('conflict', 'invoice.numberTaken', { fields: { number: 'invoice.numberTaken' } });
    }
    throw error;
  }
}
