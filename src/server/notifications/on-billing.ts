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
    const { number, title, customerId, total, due, nextDue, currency, nextDueOn: dueOn } = invoice;
    // Of an invoice in parts what is to come first; paid before anybody heard of it, what it was about.
    const amount = due > 0 ? nextDue : total;
    const values = { number, title, amount: { amount, currency }, due: { day: dueOn } };
    const kind = 'invoice.opened';
    const members = await membersFor(ctx, kind, { customerId });
    await tell(ctx, { key: id, kind, customerId, target: `invoice:${number}`, values, at }, members);
  }),
  subscribe(paymentSucceeded, 'notifications.payment-succeeded', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const payment = await noticeOfPayment(ctx, payload.paymentId);
    if (!payment) return;
    const { amount, currency, others, payerId, invoice } = payment;
    const { customerId, number, due } = invoice;
    const { name } = await peopleOfCustomer(ctx.db.read, customerId);
    const values = {
      number,
      amount: { amount, currency },
      // Of several invoices the amount is that of all, and what is left of one says nothing of the rest.
      rest: others > 0 ? 'several' : due > 0 ? 'some' : 'none',
      others,
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
    const { amount, currency, method, invoice } = refund;
    const { customerId, number } = invoice;
    const values = { number, amount: { amount, currency } };
    const kind = method === 'credit' ? 'payment.credited' : 'payment.refunded';
    const members = await membersFor(ctx, kind, { customerId, except: [payload.byUserId] });
    await tell(ctx, { key: id, kind, customerId, target: `invoice:${number}`, values, at }, members);
  }),
];
