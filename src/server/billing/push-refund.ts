import { and, asc, eq, lte } from 'drizzle-orm';
import { payments, refunds } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { PaymentNotice, Payments, ProviderRefund } from '../platform/payments.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { endRefund, type RefundRow } from './end-refund.ts';
import { potsOf, type PaymentRow } from './payment.queries.ts';
import { takeNotice } from './settle-payment.ts';
import { planRefund } from './settlement.ts';
import { spendableOf, storeRefund } from './store-refund.ts';

/**
 * Brings a reserved refund to the provider, or finds out how it stands there. Safe to repeat: what the provider has under the
 * refund's id is looked for first, and the id is the idempotency key.
 */
export async function pushRefund(
  ctx: Ctx<SystemViewer>,
  refund: RefundRow,
  payment: PaymentRow,
): Promise<Result<{ status: ProviderRefund['status'] }>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  let answer: ProviderRefund;
  try {
    answer = await ask(provider, refund, payment);
  } catch (error) {
    ctx.platform.log.warn({ err: error, refund: refund.id }, 'the payment provider did not answer');
    return fail('unavailable', 'payment.providerSilent');
  }
  await ctx.db.write((tx) => follow(ctx, tx, refund, answer));
  return ok({ status: answer.status });
}

async function ask(provider: Payments, refund: RefundRow, payment: PaymentRow): Promise<ProviderRefund> {
  const intentId = payment.intentId ?? (await provider.get(payment.checkoutId ?? '')).intentId;
  if (intentId === null) throw new Error('a card payment without a charge');
  const known = (await provider.refundsOf(intentId)).find((each) => each.refundId === refund.id);
  return known ?? provider.refund({ refundId: refund.id, intentId, amount: refund.amount });
}

async function follow(ctx: Ctx, tx: Tx, refund: RefundRow, answer: ProviderRefund): Promise<void> {
  if (answer.status !== 'pending') {
    await endRefund(ctx, tx, refund, answer.status, answer.id);
  } else if (refund.providerId === null && answer.id !== null) {
    await tx.update(refunds).set({ providerId: answer.id }).where(eq(refunds.id, refund.id));
  }
}

/**
 * Brings the refunds of a charge in line with what the provider has of them now; a notice is only the reason to look. What
 * was given back in the provider's own panel is booked as well.
 */
export async function settleRefunds(
  ctx: Ctx<SystemViewer>,
  input: { intentId: string; notice: PaymentNotice },
): Promise<Result<{ outcome: 'refunded' | 'repeated' | 'unknown' }>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  let answers: ProviderRefund[];
  try {
    answers = await provider.refundsOf(input.intentId);
  } catch (error) {
    ctx.platform.log.warn({ err: error, intent: input.intentId }, 'the payment provider did not answer');
    return fail('unavailable', 'payment.providerSilent');
  }
  const outcome = await ctx.db.write(async (tx) => {
    if (!(await takeNotice(ctx, tx, input.notice))) return 'repeated';
    const [payment] = await tx.select().from(payments).where(eq(payments.intentId, input.intentId));
    if (payment?.status !== 'succeeded') return 'unknown';
    for (const answer of answers) {
      if (!(await settleOne(ctx, tx, payment, answer))) return 'unknown';
    }
    return 'refunded';
  });
  if (outcome === 'unknown') {
    ctx.platform.log.error({ intent: input.intentId }, 'a refund at the provider needs a person to look');
  }
  return ok({ outcome });
}

/** False when money went back that our books say is no longer there. */
async function settleOne(ctx: Ctx, tx: Tx, payment: PaymentRow, answer: ProviderRefund): Promise<boolean> {
  const ours = await tx.select().from(refunds).where(eq(refunds.paymentId, payment.id));
  const known = ours.find(({ id, providerId }) => id === answer.refundId || providerId === answer.id);
  if (known) {
    await follow(ctx, tx, known, answer);
    return known.status !== 'succeeded' || answer.status !== 'failed';
  }
  // Asked for by us, and not stored: impossible, as storing comes first. So it was made at the provider.
  if (answer.status === 'failed' || answer.id === null) return true;
  const plan = planRefund(await potsOf(tx, payment.id), await spendableOf(tx, payment), answer.amount);
  if (!plan || answer.currency !== payment.currency) return false;
  const row = await storeRefund(ctx, tx, {
    id: ctx.ids.next(),
    payment,
    plan,
    input: { amount: answer.amount, reason: 'other' },
    providerId: answer.id,
  });
  await follow(ctx, tx, row, answer);
  return true;
}

/** Refunds that the provider has not confirmed for a while are asked for again. Returns how many are over now. */
export async function reconcileRefunds(ctx: Ctx<SystemViewer>, before: number): Promise<number> {
  const waiting = await ctx.db.read
    .select({ refund: refunds, payment: payments })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(and(eq(refunds.status, 'pending'), lte(refunds.createdAt, new Date(before))))
    .orderBy(asc(refunds.createdAt))
    .limit(200);
  let over = 0;
  for (const { refund, payment } of waiting) {
    const pushed = await pushRefund(ctx, refund, payment);
    if (pushed.ok && pushed.value.status !== 'pending') over++;
  }
  return over;
}
