import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { expireQuietly } from './offer-checkout.ts';
import { accountsOf, pendingOn, sharesOf } from './payment.queries.ts';
import { settlePayment } from './settle-payment.ts';
import { isAskable } from './settlement.ts';

/**
 * Closes the checkout under way on an invoice when it asks for more than is due now: a transfer came in, or the invoice was
 * taken back. If the payer was quicker, the money is booked.
 */
export async function closeOutdatedCheckout(ctx: Ctx<SystemViewer>, invoiceId: string): Promise<void> {
  const provider = ctx.platform.payments;
  if (!provider) return;
  for (const payment of await pendingOn(ctx.db.read, [invoiceId])) {
    if (payment.checkoutId === null) continue;
    const shares = await sharesOf(ctx.db.read, payment.id);
    const accounts = await accountsOf(
      ctx.db.read,
      shares.map((share) => share.invoiceId),
    );
    if (isAskable(accounts, shares)) continue;
    await expireQuietly(ctx, provider, payment.checkoutId);
    await settlePayment(ctx, { checkoutId: payment.checkoutId });
  }
}
