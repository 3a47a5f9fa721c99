import { and, eq } from 'drizzle-orm';
import { creditEntries, invoices, paymentAllocations, payments, refunds } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { refundFailed, refundSucceeded } from './billing.events.ts';
import { actorOf, moveInvoices } from './move-invoices.ts';
import { accountsOf } from './payment.queries.ts';
import { creditAfterFailedRefund, movesAfterRefund } from './settlement.ts';
import { releaseShare } from './void-invoice.ts';

export type RefundRow = typeof refunds.$inferSelect;

/**
 * A refund is over, one way or the other: guarded, so that it ends once. Gone, its invoices may open again. Failed, what it
 * had reserved counts as before; where the invoice is void by now it becomes credit.
 */
export async function endRefund(
  ctx: Ctx,
  tx: Tx,
  refund: RefundRow,
  status: 'succeeded' | 'failed',
  providerId = refund.providerId,
): Promise<void> {
  const ended = await tx
    .update(refunds)
    .set({ status, providerId, settledAt: ctx.clock.now() })
    .where(and(eq(refunds.id, refund.id), eq(refunds.status, 'pending')))
    .returning({ id: refunds.id });
  if (ended.length === 0) return;
  const [payment] = await tx.select().from(payments).where(eq(payments.id, refund.paymentId));
  if (!payment) throw new Error('a refund without its payment');
  const rows = await tx
    .update(paymentAllocations)
    .set({ state: status === 'succeeded' ? 'counted' : 'dropped' })
    .where(and(eq(paymentAllocations.refundId, refund.id), eq(paymentAllocations.state, 'pending')))
    .returning({ invoiceId: paymentAllocations.invoiceId, amount: paymentAllocations.amount });
  const shares = rows.map(({ invoiceId, amount }) => ({ invoiceId, amount: -amount }));
  const accounts = await accountsOf(
    tx,
    shares.map(({ invoiceId }) => invoiceId),
  );
  if (status === 'succeeded') {
    // The sums just read hold what was taken; the decision wants to know how it was before.
    const before = accounts.map((each) => ({ ...each, counted: each.counted + takenFrom(each.id, shares) }));
    await moveInvoices(ctx, tx, movesAfterRefund(before, shares));
    if (payment.method === 'credit') await returnCredit(ctx, tx, refund, refund.amount);
  } else {
    for (const { invoiceId, amount } of creditAfterFailedRefund(accounts, shares)) {
      const invoice = accounts.find(({ id }) => id === invoiceId);
      if (invoice) await releaseShare(ctx, tx, { invoice, paymentId: payment.id, amount });
    }
    await returnCredit(ctx, tx, refund, refund.amount - shares.reduce((sum, { amount }) => sum + amount, 0));
  }
  const told = { refundId: refund.id, paymentId: payment.id, invoiceId: payment.invoiceId, byUserId: actorOf(ctx) };
  await publish(ctx, tx, status === 'succeeded' ? refundSucceeded(told) : refundFailed(told));
}

const takenFrom = (invoiceId: string, shares: readonly { invoiceId: string; amount: number }[]): number =>
  shares.reduce((sum, share) => (share.invoiceId === invoiceId ? sum + share.amount : sum), 0);

async function returnCredit(ctx: Ctx, tx: Tx, refund: RefundRow, amount: number): Promise<void> {
  if (amount === 0) return;
  const [owner] = await tx
    .select({ customerId: invoices.customerId })
    .from(payments)
    .innerJoin(invoices, eq(invoices.id, payments.invoiceId))
    .where(eq(payments.id, refund.paymentId));
  if (!owner) throw new Error('a payment without its invoice');
  await tx.insert(creditEntries).values({
    id: ctx.ids.next(),
    customerId: owner.customerId,
    currency: refund.currency,
    amount,
    source: 'returned',
    paymentId: refund.paymentId,
    refundId: refund.id,
    createdAt: ctx.clock.now(),
  });
}
