import { eq } from 'drizzle-orm';
import { creditEntries, invoices, payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { bookMoney, storeShares } from './book-money.ts';
import { balance } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import { accountsOf, creditIn } from './payment.queries.ts';
import { creditFor } from './settlement.ts';

/**
 * Pays an invoice from what the customer has with us, as far as it goes: a payment that is settled at once. A second press
 * finds nothing due, or no credit. A checkout that now asks for too much is closed by the subscriber of the event.
 */
export async function useCredit(
  ctx: Ctx<UserViewer>,
  input: { number: string; returnTo?: string | null | undefined },
): Promise<Result<{ paymentId: string; amount: number }>> {
  return ctx.db.write(async (tx): Promise<Result<{ paymentId: string; amount: number }>> => {
    const [known] = await tx.select({ id: invoices.id }).from(invoices).where(eq(invoices.number, input.number));
    const [invoice] = known ? await accountsOf(tx, [known.id]) : [];
    if (!invoice || !canSeeInvoice(ctx.viewer, invoice)) return fail('not_found', 'error.notFound');
    const { id: invoiceId, customerId, currency } = invoice;
    const { due } = balance(invoice.total, invoice.counted);
    if (!canPayInvoice(ctx.viewer, { ...invoice, due })) return fail('conflict', 'payment.nothingDue');
    const amount = creditFor(invoice, await creditIn(tx, customerId, currency));
    if (amount === 0) return fail('conflict', 'credit.none');
    const payment = { id: ctx.ids.next(), invoiceId, currency };
    const now = ctx.clock.now();
    await tx.insert(payments).values({
      ...payment,
      method: 'credit',
      status: 'succeeded',
      amount,
      startedById: ctx.viewer.userId,
      returnTo: input.returnTo ?? null,
      createdAt: now,
      settledAt: now,
    });
    await tx.insert(creditEntries).values({
      id: ctx.ids.next(),
      customerId,
      currency,
      amount: -amount,
      source: 'spent',
      paymentId: payment.id,
      invoiceId,
      createdAt: now,
    });
    await storeShares(ctx, tx, payment.id, [{ invoiceId, amount }], 'counted');
    await bookMoney(ctx, tx, payment);
    return ok({ paymentId: payment.id, amount });
  });
}
