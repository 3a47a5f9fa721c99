import { and, eq, isNull, or } from 'drizzle-orm';
import { defaultLocale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { invoices, payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { Checkout, Payments } from '../platform/payments.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { balance, isPayable } from './invoice.ts';
import { neverOffered, receivedOn, type InvoiceRow, type PaymentRow } from './payment.queries.ts';
import { settlePayment } from './settle-payment.ts';

/** The page that says how a payment stands. */
export const returnPath = (invoiceNumber: string, paymentId: string): string =>
  `/cabinet/invoices/${encodeURIComponent(invoiceNumber)}/payments/${paymentId}`;

/**
 * Where to send the payer of a pending payment. Null when its checkout turned out to be of no use and was closed: then ask
 * for a new payment.
 */
export async function offerCheckout(
  ctx: Ctx<SystemViewer>,
  invoice: InvoiceRow,
  payment: PaymentRow,
): Promise<Result<string | null>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('unavailable', 'payment.notConfigured');
  const answer = await askProvider(ctx, provider, invoice, payment);
  if (!answer) return fail('unavailable', 'payment.providerSilent');
  const { checkout } = answer;
  if (checkout.status === 'open' && checkout.url !== null) {
    if (await keepCheckout(ctx, payment, checkout)) return ok(checkout.url);
    await expireQuietly(ctx, provider, checkout.id);
  }
  const settled = await settlePayment(ctx, { checkoutId: checkout.id });
  if (!settled.ok) return settled;
  return ok(settled.value.outcome === 'closed' ? null : returnPath(invoice.number, payment.id));
}

async function askProvider(
  ctx: Ctx<SystemViewer>,
  provider: Payments,
  invoice: InvoiceRow,
  payment: PaymentRow,
): Promise<{ checkout: Checkout } | null> {
  try {
    if (payment.checkoutId !== null) return { checkout: await provider.get(payment.checkoutId) };
    const locale = payment.locale ?? defaultLocale;
    const page = ctx.platform.config.ORIGIN + returnPath(invoice.number, payment.id);
    // Everything here comes from stored rows: under one idempotency key the same must be asked every time.
    const checkout = await provider.start({
      paymentId: payment.id,
      amount: payment.amount,
      currency: payment.currency,
      description: wordsFor(locale)('payment.description', { number: invoice.number, title: invoice.title }),
      email: payment.email ?? '',
      successUrl: page,
      // The page itself cannot know whether the payer gave up: only reading is done there.
      cancelUrl: `${page}?unfinished`,
      locale,
    });
    return { checkout };
  } catch (error) {
    ctx.platform.log.warn({ err: error, payment: payment.id }, 'the payment provider did not answer');
    // Nobody has been given an address to pay at, so giving up is safe; the next try is a new payment under a new key.
    await ctx.db.write((tx) =>
      tx
        .update(payments)
        .set({ status: 'failed', failureCode: 'provider_unavailable', settledAt: ctx.clock.now() })
        .where(neverOffered(payment.id)),
    );
    return null;
  }
}

/** Stores the checkout with its payment. False when it asks for something else than what is due now. */
function keepCheckout(ctx: Ctx<SystemViewer>, payment: PaymentRow, checkout: Checkout): Promise<boolean> {
  return ctx.db.write(async (tx) => {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, payment.invoiceId));
    if (!invoice) return false;
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
    const { due } = balance(invoice.total, await receivedOn(tx, invoice.id));
    const fits =
      checkout.amount === due && checkout.currency === invoice.currency && checkout.amount === payment.amount;
    return kept.length > 0 && fits && isPayable(invoice, due);
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
