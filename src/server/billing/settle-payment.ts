import { and, eq, ne } from 'drizzle-orm';
import { payments, paymentWebhooks } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { Checkout, PaymentNotice } from '../platform/payments.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { bookMoney, dropShares } from './book-money.ts';
import { decide, type Decision } from './payment.ts';
import { findPayment, findPaymentByCheckout, type PaymentRow } from './payment.queries.ts';

/** `repeated`: this notice was taken in before; `unknown`: the checkout is not one of ours. */
export type Settlement = Decision | 'repeated' | 'unknown';

/**
 * Brings a payment in line with its checkout, as read from the provider now. Safe to repeat, to reorder and to run twice at
 * once: the change is guarded, and a notice's id is stored in the same transaction.
 */
export async function settlePayment(
  ctx: Ctx<SystemViewer>,
  input: { checkoutId: string; notice?: PaymentNotice },
): Promise<Result<{ outcome: Settlement }>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  let checkout: Checkout;
  try {
    checkout = await provider.get(input.checkoutId);
  } catch (error) {
    ctx.platform.log.warn({ err: error, checkout: input.checkoutId }, 'the payment provider did not answer');
    return fail('unavailable', 'payment.providerSilent');
  }
  const payment = await findOurs(ctx, checkout);
  const outcome = await ctx.db.write(async (tx): Promise<Settlement> => {
    if (input.notice && !(await takeNotice(ctx, tx, input.notice))) return 'repeated';
    if (!payment) return 'unknown';
    const decision = decide(payment, checkout);
    await apply(ctx, tx, payment, checkout, decision);
    return decision;
  });
  if (outcome === 'mismatch' || outcome === 'unknown') {
    ctx.platform.log.error(
      { checkout: checkout.id, payment: payment?.id, outcome },
      'a checkout needs a person to look',
    );
  }
  return ok({ outcome });
}

/** By checkout, or by the payment id it carries: it may be settled before its id has been stored. */
async function findOurs(ctx: Ctx, checkout: Checkout): Promise<PaymentRow | null> {
  const known = await findPaymentByCheckout(ctx.db.read, { checkoutId: checkout.id });
  if (known || checkout.paymentId === null) return known ?? null;
  const named = await findPayment(ctx.db.read, { id: checkout.paymentId });
  return named && (named.checkoutId === null || named.checkoutId === checkout.id) ? named : null;
}

/** False when this very notice was taken in before. */
export async function takeNotice(ctx: Ctx, tx: Tx, notice: PaymentNotice): Promise<boolean> {
  const taken = await tx
    .insert(paymentWebhooks)
    .values({ id: notice.id, type: notice.type, createdAt: ctx.clock.now() })
    .onConflictDoNothing()
    .returning({ id: paymentWebhooks.id });
  return taken.length > 0;
}

async function apply(ctx: Ctx, tx: Tx, payment: PaymentRow, checkout: Checkout, decision: Decision): Promise<void> {
  const { id } = payment;
  if (decision === 'paid') {
    // Even a payment we had given up: the provider says the money is there.
    const changed = await tx
      .update(payments)
      .set({
        status: 'succeeded',
        settledAt: ctx.clock.now(),
        checkoutId: checkout.id,
        intentId: checkout.intentId,
        failureCode: null,
      })
      .where(and(eq(payments.id, id), ne(payments.status, 'succeeded')))
      .returning({ id: payments.id });
    if (changed.length > 0) await bookMoney(ctx, tx, payment);
  } else if (decision !== 'waiting') {
    const end =
      decision === 'closed'
        ? ({ status: 'canceled', failureCode: 'expired' } as const)
        : ({ status: 'failed', failureCode: 'mismatch' } as const);
    const changed = await tx
      .update(payments)
      .set({ ...end, settledAt: ctx.clock.now() })
      .where(and(eq(payments.id, id), eq(payments.status, 'pending')))
      .returning({ id: payments.id });
    if (changed.length > 0) await dropShares(ctx, tx, payment);
  }
}
