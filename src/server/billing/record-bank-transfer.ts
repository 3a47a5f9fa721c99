import { and, eq } from 'drizzle-orm';
import { invoices, payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { bookMoney, storeShares } from './book-money.ts';
import { canManageInvoices } from './invoice.policy.ts';
import type { NewTransfer } from './invoice.schema.ts';
import { actorOf } from './move-invoices.ts';

/**
 * Books money that came by bank for an invoice: all of it, a part, or more than was due – then the rest becomes the
 * customer's credit, as does all of it when the invoice is paid or void. One payment order is booked once. An online checkout
 * for the old rest is closed by the subscriber of the event.
 */
export async function recordBankTransfer(ctx: Ctx, input: NewTransfer): Promise<Result<{ paymentId: string }>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { number, amount, currency, reference } = input;
  return ctx.db.write(async (tx): Promise<Result<{ paymentId: string }>> => {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.number, number));
    if (!invoice) return fail('not_found', 'error.notFound');
    if (invoice.status === 'draft') return fail('conflict', 'payment.notExpected');
    if (invoice.currency !== currency) {
      return fail('invalid_input', 'payment.wrongCurrency', { fields: { currency: 'payment.wrongCurrency' } });
    }
    const [known] = await tx
      .select()
      .from(payments)
      .where(and(eq(payments.invoiceId, invoice.id), eq(payments.reference, reference)));
    if (known) {
      return known.amount === amount ? ok({ paymentId: known.id }) : fail('conflict', 'payment.referenceTaken');
    }
    const payment = { id: ctx.ids.next(), invoiceId: invoice.id, currency };
    const now = ctx.clock.now();
    await tx.insert(payments).values({
      ...payment,
      method: 'bank_transfer',
      status: 'succeeded',
      amount,
      reference,
      startedById: actorOf(ctx),
      createdAt: now,
      settledAt: now,
    });
    await storeShares(ctx, tx, payment.id, [{ invoiceId: invoice.id, amount }], 'counted');
    await bookMoney(ctx, tx, payment);
    return ok({ paymentId: payment.id });
  });
}
