import { eq } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { balance, isPayable } from './invoice.ts';
import { expireQuietly } from './offer-checkout.ts';
import { pendingOn, receivedOn } from './payment.queries.ts';
import { settlePayment } from './settle-payment.ts';

/**
 * Closes the checkout under way on an invoice when it no longer asks for what is due: a transfer came in, or the invoice was
 * taken back. If the payer was quicker, the money is booked.
 */
export async function closeOutdatedCheckout(ctx: Ctx<SystemViewer>, invoiceId: string): Promise<void> {
  const provider = ctx.platform.payments;
  if (!provider) return;
  const [invoice] = await ctx.db.read.select().from(invoices).where(eq(invoices.id, invoiceId));
  const payment = await pendingOn(ctx.db.read, invoiceId);
  if (!invoice || payment?.checkoutId == null) return;
  const { due } = balance(invoice.total, await receivedOn(ctx.db.read, invoiceId));
  if (isPayable(invoice, due) && payment.amount === due) return;
  await expireQuietly(ctx, provider, payment.checkoutId);
  await settlePayment(ctx, { checkoutId: payment.checkoutId });
}
