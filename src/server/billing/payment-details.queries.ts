import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoices, paymentAllocations, payments, refunds } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { canRefund, canSeeInvoice } from './invoice.policy.ts';
import { presentPaid, presentPayment, presentRefund, type PaymentDetails } from './invoice.presenter.ts';
import { creditFrom, creditIn, potsOf } from './payment.queries.ts';
import { refundable } from './settlement.ts';

const portion = { state: paymentAllocations.state, asked: paymentAllocations.asked, amount: paymentAllocations.amount };

const findPaymentOf = preparedOne((db) =>
  db
    .select({ payment: payments, portion, invoice: { customerId: invoices.customerId, status: invoices.status } })
    .from(payments)
    .innerJoin(paymentAllocations, eq(paymentAllocations.paymentId, payments.id))
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(
      and(
        eq(payments.id, sql.placeholder('paymentId')),
        eq(invoices.number, sql.placeholder('number')),
        eq(paymentAllocations.kind, 'payment'),
      ),
    ),
);
const paidBy = prepared((db) =>
  db
    .select({ ...portion, number: invoices.number, title: invoices.title, customerId: invoices.customerId })
    .from(paymentAllocations)
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(and(eq(paymentAllocations.paymentId, sql.placeholder('paymentId')), eq(paymentAllocations.kind, 'payment')))
    .orderBy(asc(paymentAllocations.position)),
);
const refundsOf = prepared((db) =>
  db
    .select()
    .from(refunds)
    .where(eq(refunds.paymentId, sql.placeholder('paymentId')))
    .orderBy(desc(refunds.createdAt)),
);

/**
 * One payment with everything it was for, found through any of its invoices: the page the payer comes back to. Null when
 * it is not the viewer's.
 */
export async function getPayment(
  ctx: Ctx,
  input: { number: string; paymentId: string },
): Promise<PaymentDetails | null> {
  const { read } = ctx.db;
  const row = await findPaymentOf(read, input);
  if (!row || !canSeeInvoice(ctx.viewer, row.invoice)) return null;
  const paid = await paidBy(read, { paymentId: row.payment.id });
  const given = await refundsOf(read, { paymentId: row.payment.id });
  return {
    ...presentPayment(row.payment, row.portion),
    returnTo: row.payment.returnTo,
    invoices: paid.map(presentPaid),
    refunds: given.map((refund) => presentRefund(refund, row.payment.method)),
  };
}

export interface Refundable {
  payment: PaymentDetails;
  /** At most this can be given back, in minor units. */
  most: number;
  /** What of it lies as credit; the rest is taken from the invoices. */
  fromCredit: number;
  /** What each invoice can give back. */
  invoices: { number: string; most: number }[];
}

/** What of a payment can still be given back, for the form. Null when the viewer may not, or nothing has come in. */
export async function getRefundable(
  ctx: Ctx,
  input: { number: string; paymentId: string },
): Promise<Refundable | null> {
  if (!canRefund(ctx.viewer)) return null;
  const { read } = ctx.db;
  const payment = await getPayment(ctx, input);
  const row = await findPaymentOf(read, input);
  if (payment?.status !== 'succeeded' || !row) return null;
  const pots = await potsOf(read, payment.id);
  const credit =
    payment.method === 'credit'
      ? 0
      : Math.min(await creditFrom(read, payment.id), await creditIn(read, row.invoice.customerId, payment.currency));
  const numbers = await paidInvoices(ctx, payment.id);
  return {
    payment,
    most: refundable(pots, credit),
    fromCredit: Math.max(0, credit),
    invoices: pots.map(({ invoiceId, left }) => ({ number: numbers.get(invoiceId) ?? '', most: Math.max(0, left) })),
  };
}

async function paidInvoices(ctx: Ctx, paymentId: string): Promise<Map<string, string>> {
  const rows = await ctx.db.read
    .select({ id: invoices.id, number: invoices.number })
    .from(paymentAllocations)
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(and(eq(paymentAllocations.paymentId, paymentId), eq(paymentAllocations.kind, 'payment')));
  return new Map(rows.map(({ id, number }) => [id, number]));
}
