import { eq } from 'drizzle-orm';
import { formatDate, formatMoney } from '#content/format.ts';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { paymentSucceeded } from './billing.events.ts';
import { closeOutdatedCheckout } from './close-outdated-checkout.ts';
import { balance } from './invoice.ts';
import { findPayment, receivedOn } from './payment.queries.ts';

interface App {
  ctx(viewer: SystemViewer): Ctx;
}

/** Mails the receipt of an online payment to the person who paid. Transfers have the bank's own papers. */
export const onPaymentSucceededMailReceipt = (app: App): Subscription =>
  subscribe(paymentSucceeded, 'billing.mail-receipt', async (event) => {
    const ctx = app.ctx(systemViewer('mail a receipt'));
    const payment = await findPayment(ctx.db.read, { id: event.payload.paymentId });
    if (payment?.email == null || payment.locale === null) return;
    const [invoice] = await ctx.db.read.select().from(invoices).where(eq(invoices.id, payment.invoiceId));
    if (!invoice) return;
    const { email, locale, currency } = payment;
    const { due } = balance(invoice.total, await receivedOn(ctx.db.read, invoice.id));
    const mail = await renderMail(ctx.db.read, 'payment-receipt', locale, {
      number: invoice.number,
      title: invoice.title,
      amount: formatMoney(payment.amount, currency, locale),
      due: formatMoney(due, currency, locale),
      date: formatDate(payment.settledAt ?? event.createdAt, locale, 'full'),
      link: `${ctx.platform.config.ORIGIN}/cabinet/invoices/${encodeURIComponent(invoice.number)}`,
    });
    await ctx.platform.mailer.send({ key: `receipt:${payment.id}`, to: email, ...mail });
  });

/** A transfer makes the amount of an online checkout outdated. */
export const onPaymentSucceededCloseCheckout = (app: App): Subscription =>
  subscribe(paymentSucceeded, 'billing.close-outdated-checkout', (event) =>
    closeOutdatedCheckout(systemCtx(app), event.payload.invoiceId),
  );

const systemCtx = (app: App): Ctx<SystemViewer> => {
  const viewer = systemViewer('close an outdated checkout');
  return { ...app.ctx(viewer), viewer };
};
