import { formatDate, formatMoney } from '#content/format.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { paymentSucceeded } from './billing.events.ts';
import { closeOutdatedCheckout } from './close-outdated-checkout.ts';
import { balance } from './invoice.ts';
import { returnPath } from './offer-checkout.ts';
import { accountsOf, findPayment, sharesOf } from './payment.queries.ts';

interface App {
  ctx(viewer: SystemViewer): Ctx;
}

/** Mails the receipt of an online payment to the person who paid. Transfers have the bank's own papers. */
export const onPaymentSucceededMailReceipt = (app: App): Subscription =>
  subscribe(paymentSucceeded, 'billing.mail-receipt', async (event) => {
    const ctx = app.ctx(systemViewer('mail a receipt'));
    const payment = await findPayment(ctx.db.read, { id: event.payload.paymentId });
    if (payment?.email == null || payment.locale === null) return;
    const shares = await sharesOf(ctx.db.read, payment.id);
    const accounts = await accountsOf(
      ctx.db.read,
      shares.map(({ invoiceId }) => invoiceId),
    );
    const invoice = accounts.find(({ id }) => id === payment.invoiceId);
    if (!invoice) return;
    const { email, locale, currency } = payment;
    const several = accounts.length > 1;
    const due = accounts.reduce((sum, each) => sum + balance(each.total, each.counted).due, 0);
    const { ORIGIN } = ctx.platform.config;
    const mail = await renderMail(ctx.db.read, several ? 'payment-receipt-several' : 'payment-receipt', locale, {
      number: several ? accounts.map(({ number }) => number).join(', ') : invoice.number,
      title: invoice.title,
      amount: formatMoney(payment.amount, currency, locale),
      due: formatMoney(due, currency, locale),
      date: formatDate(payment.settledAt ?? event.createdAt, locale, 'full'),
      link: several ? `${ORIGIN}${returnPath(invoice.number, payment.id)}` : ORIGIN + invoicePage(invoice.number),
    });
    await ctx.platform.mailer.send({ key: `receipt:${payment.id}`, to: email, ...mail });
  });

const invoicePage = (number: string): string => `/cabinet/invoices/${encodeURIComponent(number)}`;

/** A transfer, or credit, makes the amount of an online checkout outdated. */
export const onPaymentSucceededCloseCheckout = (app: App): Subscription =>
  subscribe(paymentSucceeded, 'billing.close-outdated-checkout', async (event) => {
    for (const invoiceId of event.payload.invoiceIds) await closeOutdatedCheckout(systemCtx(app), invoiceId);
  });

const systemCtx = (app: App): Ctx<SystemViewer> => {
  const viewer = systemViewer('close an outdated checkout');
  return { ...app.ctx(viewer), viewer };
};
