import { eq } from 'drizzle-orm';
import { invoices, payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { balance } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import { offerCheckout } from './offer-checkout.ts';
import { pendingOn, receivedOn, type InvoiceRow, type PaymentRow } from './payment.queries.ts';

/** Enough for: an outdated checkout is closed, a new one is opened, another tab was quicker. */
const ATTEMPTS = 4;

export interface StartedPayment {
  paymentId: string;
  /** Where to send the payer: the provider's page, or ours when the money is already on its way. */
  url: string;
}

/**
 * Starts paying what is due on an invoice online. The amount is frozen in a pending row first; then, outside the write, the
 * provider makes a checkout under that row's id. A second tab, a double click or another member get the same checkout; one
 * that is over, or asks for an outdated amount, is closed and replaced.
 */
export async function startInvoicePayment(
  ctx: Ctx<UserViewer>,
  input: { number: string },
): Promise<Result<StartedPayment>> {
  if (!ctx.platform.payments) return fail('unavailable', 'payment.notConfigured');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const claim = await claimPayment(ctx, input.number);
    if (!claim.ok) return claim;
    const { invoice, payment } = claim.value;
    const system = { ...ctx, viewer: systemViewer('offer a checkout') };
    const offer = await offerCheckout(system, invoice, payment);
    if (!offer.ok) return offer;
    if (offer.value !== null) return ok({ paymentId: payment.id, url: offer.value });
  }
  return fail('conflict', 'payment.tryAgain');
}

/** The payment under way, or a new one with amount and currency frozen. */
async function claimPayment(
  ctx: Ctx<UserViewer>,
  number: string,
): Promise<Result<{ invoice: InvoiceRow; payment: PaymentRow }>> {
  return ctx.db.write(async (tx) => {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.number, number));
    if (!invoice || !canSeeInvoice(ctx.viewer, invoice)) return fail('not_found', 'error.notFound');
    const { due } = balance(invoice.total, await receivedOn(tx, invoice.id));
    if (!canPayInvoice(ctx.viewer, { ...invoice, due })) return fail('conflict', 'payment.nothingDue');
    const pending = await pendingOn(tx, invoice.id);
    if (pending) return ok({ invoice, payment: pending });
    const [payment] = await tx
      .insert(payments)
      .values({
        id: ctx.ids.next(),
        invoiceId: invoice.id,
        method: 'card',
        status: 'pending',
        amount: due,
        currency: invoice.currency,
        startedById: ctx.viewer.userId,
        email: ctx.viewer.email,
        locale: ctx.viewer.locale,
        createdAt: ctx.clock.now(),
      })
      .returning();
    if (!payment) throw new Error('an inserted payment was not returned');
    return ok({ invoice, payment });
  });
}
