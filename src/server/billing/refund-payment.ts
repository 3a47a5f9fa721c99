import { eq } from 'drizzle-orm';
import { invoices, refunds } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { systemViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { endRefund, type RefundRow } from './end-refund.ts';
import { canRefund } from './invoice.policy.ts';
import type { NewRefund } from './invoice.schema.ts';
import { findPayment, potsOf, type PaymentRow } from './payment.queries.ts';
import { pushRefund } from './push-refund.ts';
import { planRefund } from './settlement.ts';
import { spendableOf, storeRefund } from './store-refund.ts';

/**
 * Gives money of one payment back, all that is left of it or a part. It is reserved first, so that it can be given back only
 * once; then, outside the write, the provider is asked under the refund's id. What came by bank has been sent by hand, with
 * the number of our payment order; what was paid by credit becomes credit again at once. The form brings the refund's id,
 * so that a second press is the same refund.
 */
export async function refundPayment(ctx: Ctx, input: NewRefund): Promise<Result<{ refundId: string }>> {
  if (!canRefund(ctx.viewer)) return fail('not_found', 'error.notFound');
  const refundId = input.refundId ?? ctx.ids.next();
  const reserved = await ctx.db.write((tx) => reserve(ctx, tx, refundId, input));
  if (!reserved.ok) return reserved;
  const { refund, payment } = reserved.value;
  if (refund.status === 'pending' && payment.method === 'card') {
    const pushed = await pushRefund({ ...ctx, viewer: systemViewer('ask the provider for a refund') }, refund, payment);
    // Silent or not: the refund stands, and is asked for again by itself.
    if (!pushed.ok && pushed.error.code !== 'unavailable') return pushed;
  }
  return ok({ refundId });
}

interface Reserved {
  refund: RefundRow;
  payment: PaymentRow;
}

async function reserve(ctx: Ctx, tx: Tx, refundId: string, input: NewRefund): Promise<Result<Reserved>> {
  const payment = await findPayment(tx, { id: input.paymentId });
  if (payment?.status !== 'succeeded') return fail('not_found', 'error.notFound');
  const [known] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
  if (known) {
    const same = known.paymentId === payment.id && known.amount === input.amount;
    return same ? ok({ refund: known, payment }) : fail('conflict', 'refund.idTaken');
  }
  if (payment.method === 'bank_transfer' && input.reference === undefined) {
    return fail('invalid_input', 'error.required', { fields: { reference: 'error.required' } });
  }
  const pots = await potsOf(tx, payment.id);
  const from = input.number === undefined ? null : await invoiceIdOf(tx, input.number);
  const plan = planRefund(pots, await spendableOf(tx, payment), input.amount, from);
  if (!plan) return fail('invalid_input', 'refund.tooMuch', { fields: { amount: 'refund.tooMuch' } });
  const refund = await storeRefund(ctx, tx, { id: refundId, payment, plan, input });
  if (payment.method === 'card') return ok({ refund, payment });
  await endRefund(ctx, tx, refund, 'succeeded');
  return ok({ refund: { ...refund, status: 'succeeded' }, payment });
}

const invoiceIdOf = async (tx: Tx, number: string): Promise<string> => {
  const [invoice] = await tx.select({ id: invoices.id }).from(invoices).where(eq(invoices.number, number));
  return invoice?.id ?? '';
};
