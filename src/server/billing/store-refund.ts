import { eq } from 'drizzle-orm';
import { creditEntries, invoices, paymentAllocations, refunds } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { RefundRow } from './end-refund.ts';
import type { NewRefund } from './invoice.schema.ts';
import { actorOf } from './move-invoices.ts';
import { creditFrom, creditIn, type PaymentRow } from './payment.queries.ts';
import type { RefundPlan } from './settlement.ts';

/** What of a payment lies as credit: never more than the customer has left. What was paid by credit brought none. */
export async function spendableOf(tx: Tx, payment: PaymentRow): Promise<number> {
  if (payment.method === 'credit') return 0;
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, payment.invoiceId));
  if (!invoice) return 0;
  const left = await creditIn(tx, invoice.customerId, payment.currency);
  return Math.max(0, Math.min(left, await creditFrom(tx, payment.id)));
}

/** Writes a refund with what it takes: shares of invoices count as taken once it succeeded, credit at once. */
export async function storeRefund(
  ctx: Ctx,
  tx: Tx,
  refund: {
    id: string;
    payment: PaymentRow;
    plan: RefundPlan;
    input: Pick<NewRefund, 'amount' | 'reason' | 'reference'>;
    providerId?: string;
  },
): Promise<RefundRow> {
  const { id, payment, plan, input, providerId } = refund;
  const createdAt = ctx.clock.now();
  const { currency } = payment;
  const [row] = await tx
    .insert(refunds)
    .values({
      id,
      paymentId: payment.id,
      amount: input.amount,
      currency,
      status: 'pending',
      reason: input.reason,
      reference: input.reference ?? null,
      providerId: providerId ?? null,
      byUserId: actorOf(ctx),
      createdAt,
    })
    .returning();
  if (!row) throw new Error('an inserted refund was not returned');
  for (const [index, { invoiceId, amount }] of plan.shares.entries()) {
    await tx.insert(paymentAllocations).values({
      id: ctx.ids.next(),
      paymentId: payment.id,
      invoiceId,
      position: index + 1,
      kind: 'refund',
      state: 'pending',
      asked: 0,
      amount: -amount,
      refundId: id,
      createdAt,
    });
  }
  if (plan.credit > 0) {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, payment.invoiceId));
    if (!invoice) throw new Error('a payment without its invoice');
    await tx.insert(creditEntries).values({
      id: ctx.ids.next(),
      customerId: invoice.customerId,
      currency,
      amount: -plan.credit,
      source: 'refund',
      paymentId: payment.id,
      refundId: id,
      createdAt,
    });
  }
  return row;
}
