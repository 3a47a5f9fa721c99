import {
  invoiceOpened,
  noticeOfInvoice,
  noticeOfPayment,
  noticeOfRefund,
  paymentFailed,
  paymentSucceeded,
  refundSucceeded,
} from '../billing/index.ts';
import { peopleOfCustomer } from '../customers/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { managerFor, membersFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/**
 * What happens to invoices and payments. A taken back invoice is not announced, and who paid online has the receipt instead;
 * who left the payment page knows that.
 */
export const onBilling = (app: App): Subscription[] => [
  subscribe(invoiceOpened, 'notifications.invoice-opened', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const invoice = await noticeOfInvoice(ctx, payload.invoiceId);
    if (!invoice || invoice.status === 'void') return;
    const { number, title, customerId, total: amount, currency, dueOn } = invoice;
    const values = { number, title, amount: { amount, currency }, due: { day: dueOn } };
    const kind = 'invoice.opened';
    const members = await membersFor(ctx, kind, { customerId });
    await tell(ctx, { key: id, kind, customerId, target: `invoice:${number}`, values, at }, members);
  }),
  subscribe(paymentSucceeded, 'notifications.payment-succeeded', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const payment = await noticeOfPayment(ctx, payload.paymentId);
    if (!payment) return;
    const { amount, currency, payerId, invoice } = payment;
    const { customerId, number, due } = invoice;
    const { name } = await peopleOfCustomer(ctx.db.read, customerId);
    const values = {
      number,
      amount: { amount, currency },
      rest: due > 0 ? 'some' : 'none',
      due: { amount: due, currency },
      customer: name,
    };
    const common = { customerId, target: `invoice:${number}`, values, at };
    const kind = 'payment.received';
    const members = await membersFor(ctx, kind, { customerId, except: [payerId, payload.byUserId] });
    await tell(ctx, { ...common, key: `${id}:customer`, kind }, members);
    await tell(
      ctx,
      { ...common, key: `${id}:staff`, kind: 'customer.paid' },
      await managerFor(ctx, customerId, [payload.byUserId]),
    );
  }),
  subscribe(paymentFailed, 'notifications.payment-failed', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const payment = await noticeOfPayment(ctx, payload.paymentId);
    if (payment?.status !== 'failed' || payment.invoice.due === 0) return;
    const { amount, currency, invoice } = payment;
    const { customerId, number } = invoice;
    const values = { number, amount: { amount, currency } };
    const kind = 'payment.failed';
    const members = await membersFor(ctx, kind, { customerId });
    await tell(ctx, { key: id, kind, customerId, target: `invoice:${number}`, values, at }, members);
  }),
  subscribe(refundSucceeded, 'notifications.refund-succeeded', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const refund = await noticeOfRefund(ctx, payload.refundId);
    if (refund?.status !== 'succeeded') return;
    const { amount, currency, invoice } = refund;
    const { customerId, number } = invoice;
    const values = { number, amount: { amount, currency } };
    const kind = 'payment.refunded';
    const members = await membersFor(ctx, kind, { customerId, except: [payload.byUserId] });
    await tell(ctx, { key: id, kind, customerId, target: `invoice:${number}`, values, at }, members);
  }),
];
