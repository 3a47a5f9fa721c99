import { and, eq, isNull, or } from 'drizzle-orm';
import { defaultLocale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { Checkout, Payments } from '../platform/payments.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { dropShares } from './book-money.ts';
import { accountsOf, neverOffered, sharesOf, type PaymentRow } from './payment.queries.ts';
import { settlePayment } from './settle-payment.ts';
import { isAskable } from './settlement.ts';

/** The page that says how a payment stands. */
export const returnPath = (invoiceNumber: string, paymentId: string): string =>
  `/cabinet/invoices/${encodeURIComponent(invoiceNumber)}/payments/${paymentId}`;

/** Whoever pays by a link without sign-in has no cabinet to come back to. */
const isLink = (path: string | null): path is string => path !== null && /^(\/en)?\/i\//.test(path);

/**
 * Where to send the payer of a pending payment. Null when its checkout turned out to be of no use and was closed: then ask
 * for a new payment.
 */
export async function offerCheckout(ctx: Ctx<SystemViewer>, payment: PaymentRow): Promise<Result<string | null>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  const answer = await askProvider(ctx, provider, payment);
  if (!answer) return fail('unavailable', 'payment.providerSilent');
  const { checkout, page } = answer;
  if (checkout.status === 'open' && checkout.url !== null) {
    if (await keepCheckout(ctx, payment, checkout)) return ok(checkout.url);
    await expireQuietly(ctx, provider, checkout.id);
  }
  return afterSettling(ctx, checkout, page);
}

/** Ends a pending payment, because another is wanted. Null when it is over; the page of it when its money is on the way. */
export async function closeCheckout(ctx: Ctx<SystemViewer>, payment: PaymentRow): Promise<Result<string | null>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  const answer = await askProvider(ctx, provider, payment);
  if (!answer) return fail('unavailable', 'payment.providerSilent');
  if (answer.checkout.status === 'open') await expireQuietly(ctx, provider, answer.checkout.id);
  return afterSettling(ctx, answer.checkout, answer.page);
}

async function afterSettling(ctx: Ctx<SystemViewer>, checkout: Checkout, page: string): Promise<Result<string | null>> {
  const settled = await settlePayment(ctx, { checkoutId: checkout.id });
  if (!settled.ok) return settled;
  return ok(settled.value.outcome === 'closed' ? null : page);
}

async function askProvider(
  ctx: Ctx<SystemViewer>,
  provider: Payments,
  payment: PaymentRow,
): Promise<{ checkout: Checkout; page: string } | null> {
  const shares = await sharesOf(ctx.db.read, payment.id);
  const invoices = await accountsOf(
    ctx.db.read,
    shares.map(({ invoiceId }) => invoiceId),
  );
  const find = (id: string) => {
    const invoice = invoices.find((each) => each.id === id);
    if (!invoice) throw new Error('an allocation without its invoice');
    return invoice;
  };
  const page = isLink(payment.returnTo) ? payment.returnTo : returnPath(find(payment.invoiceId).number, payment.id);
  try {
    if (payment.checkoutId !== null) return { checkout: await provider.get(payment.checkoutId), page };
    const locale = payment.locale ?? defaultLocale;
    const address = ctx.platform.config.ORIGIN + page;
    // Everything here comes from stored rows: under one idempotency key the same must be asked every time.
    const checkout = await provider.start({
      paymentId: payment.id,
      currency: payment.currency,
      lines: shares.map(({ invoiceId, amount }) => {
        const { number, title } = find(invoiceId);
        return { amount, description: wordsFor(locale)('payment.description', { number, title }) };
      }),
      email: payment.email ?? '',
      successUrl: address,
      // The page itself cannot know whether the payer gave up: only reading is done there.
      cancelUrl: `${address}?unfinished`,
      locale,
    });
    return { checkout, page };
  } catch (error) {
    ctx.platform.log.warn({ err: error, payment: payment.id }, 'the payment provider did not answer');
    // Nobody has been given an address to pay at, so giving up is safe; the next try is a new payment under a new key.
    await ctx.db.write(async (tx) => {
      const given = await tx
        .update(payments)
        .set({ status: 'failed', failureCode: 'provider_unavailable', settledAt: ctx.clock.now() })
        .where(neverOffered(payment.id))
        .returning({ id: payments.id });
      if (given.length > 0) await dropShares(ctx, tx, payment);
    });
    return null;
  }
}

/** Stores the checkout with its payment. False when it asks for something else than its invoices may be asked for now. */
function keepCheckout(ctx: Ctx<SystemViewer>, payment: PaymentRow, checkout: Checkout): Promise<boolean> {
  return ctx.db.write(async (tx) => {
    const kept = await tx
      .update(payments)
      .set({ checkoutId: checkout.id })
      .where(
        and(
          eq(payments.id, payment.id),
          eq(payments.status, 'pending'),
          or(isNull(payments.checkoutId), eq(payments.checkoutId, checkout.id)),
        ),
      )
      .returning({ id: payments.id });
    const shares = await sharesOf(tx, payment.id);
    const accounts = await accountsOf(
      tx,
      shares.map(({ invoiceId }) => invoiceId),
    );
    const same = checkout.currency === payment.currency && checkout.amount === payment.amount;
    return kept.length > 0 && same && isAskable(accounts, shares);
  });
}

/** An open checkout for an amount that is no longer due must not be paid. Whether it was in time shows on re-reading. */
export async function expireQuietly(ctx: Ctx, provider: Payments, checkoutId: string): Promise<void> {
  try {
    await provider.expire(checkoutId);
  } catch (error) {
    ctx.platform.log.warn({ err: error, checkout: checkoutId }, 'a checkout could not be closed');
  }
}
