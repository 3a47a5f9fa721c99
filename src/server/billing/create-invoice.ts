import { isUniqueViolation } from '#db/connection.ts';
import { invoiceInstalments, invoiceLines, invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { amountOf, taxWithin, totalOf } from './invoice.ts';
import { canManageInvoices } from './invoice.policy.ts';
import type { NewInvoice } from './invoice.schema.ts';

/** Writes a draft that the customer does not see yet. Total and tax follow from the lines. */
export async function createInvoice(ctx: Ctx, input: NewInvoice): Promise<Result<{ invoiceId: string }>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  const invoiceId = ctx.ids.next();
  const { lines, instalments = [], ...invoice } = input;
  const total = totalOf(lines);
  try {
    await ctx.db.write(async (tx) => {
      await tx.insert(invoices).values({
        ...invoice,
        id: invoiceId,
        orderNumber: invoice.orderNumber ?? null,
        status: 'draft',
        total,
        tax: taxWithin(total, invoice.taxRate),
        createdAt: ctx.clock.now(),
      });
      await tx.insert(invoiceLines).values(
        lines.map((line, index) => ({
          ...line,
          id: ctx.ids.next(),
          invoiceId,
          position: index + 1,
          amount: amountOf(line),
        })),
      );
      if (instalments.length > 0) {
        await tx
          .insert(invoiceInstalments)
          .values(instalments.map((part, index) => ({ ...part, id: ctx.ids.next(), invoiceId, position: index + 1 })));
      }
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      return fail('conflict', 'invoice.numberTaken', { fields: { number: 'invoice.numberTaken' } });
    }
    throw error;
  }
  return ok({ invoiceId });
}
