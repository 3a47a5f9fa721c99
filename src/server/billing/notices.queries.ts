import { and, asc, between, eq, gte, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoices, refunds } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { planOf } from './instalments.queries.ts';
import { instalmentStates, type Currency, type PaymentStatus } from './invoice.ts';
import { nextDueOn } from './invoice-sums.ts';
import { findPayment, receivedOn, sharesOf, type PaymentRow } from './payment.queries.ts';

/** What is said of an invoice to those whom it concerns. Amounts in minor units. */
export interface InvoiceNotice {
  invoiceId: string;
  number: string;
  title: string;
  customerId: string;
  status: (typeof invoices.$inferSelect)['status'];
  currency: Currency;
  total: number;
  due: number;
  dueOn: string;
  /** The day the next payment is due: of the first instalment that is not paid, without instalments `dueOn`. */
  nextDueOn: string;
  /** What is to come by then, with what should have come already; without instalments `due`. */
  nextDue: number;
}

const findById = preparedOne((db) =>
  db
    .select()
    .from(invoices)
    .where(eq(invoices.id, sql.placeholder('id'))),
);

/** An invoice by id, for work of the application itself. */
export async function noticeOfInvoice(ctx: Ctx<SystemViewer>, invoiceId: string): Promise<InvoiceNotice | null> {
  const row = await findById(ctx.db.read, { id: invoiceId });
  if (!row) return null;
  const { id, number, title, customerId, status, currency, total, dueOn } = row;
  const received = await receivedOn(ctx.db.read, id);
  const due = Math.max(0, total - received);
  const states = instalmentStates(await planOf(ctx.db.read, { invoiceId }), received, companyDay(ctx.clock));
  const next = states.find(({ left }) => left > 0);
  const pressing = states.filter(({ dueOn: day, state }) => state === 'overdue' || day === next?.dueOn);
  return {
    invoiceId: id,
    number,
    title,
    customerId,
    status,
    currency,
    total,
    due,
    dueOn,
    nextDueOn: next?.dueOn ?? dueOn,
    nextDue: next ? pressing.reduce((sum, { left }) => sum + left, 0) : due,
  };
}

/**
 * A payment by id with the invoice it was begun at, and how many `others` it was for, for work of the application itself.
 * `payerId` began it online and gets the receipt.
 */
export async function noticeOfPayment(
  ctx: Ctx<SystemViewer>,
  paymentId: string,
): Promise<{
  amount: number;
  currency: Currency;
  status: PaymentStatus;
  method: PaymentRow['method'];
  others: number;
  payerId: string | null;
  invoice: InvoiceNotice;
} | null> {
  const payment = await findPayment(ctx.db.read, { id: paymentId });
  if (!payment) return null;
  const invoice = await noticeOfInvoice(ctx, payment.invoiceId);
  const others = (await sharesOf(ctx.db.read, paymentId)).length - 1;
  const { amount, currency, status, method } = payment;
  return invoice && { amount, currency, status, method, others, payerId: payment.startedById, invoice };
}

const findRefund = preparedOne((db) =>
  db
    .select({ amount: refunds.amount, status: refunds.status, paymentId: refunds.paymentId })
    .from(refunds)
    .where(eq(refunds.id, sql.placeholder('id'))),
);

/** A refund by id with the invoice its payment was begun at, for work of the application itself. */
export async function noticeOfRefund(
  ctx: Ctx<SystemViewer>,
  refundId: string,
): Promise<{
  amount: number;
  currency: Currency;
  status: string;
  method: PaymentRow['method'];
  invoice: InvoiceNotice;
} | null> {
  const refund = await findRefund(ctx.db.read, { id: refundId });
  const payment = refund && (await noticeOfPayment(ctx, refund.paymentId));
  if (!refund || !payment) return null;
  const { currency, method, invoice } = payment;
  return { amount: refund.amount, currency, status: refund.status, method, invoice };
}

const openDueBetween = prepared((db) =>
  db
    .select({ invoiceId: invoices.id, dueOn: sql<string>`${nextDueOn}` })
    .from(invoices)
    .where(
      and(
        eq(invoices.status, 'open'),
        // No part is due after the whole: what was to be paid long ago is left out by the index.
        gte(invoices.dueOn, sql.placeholder('from')),
        between(nextDueOn, sql.placeholder('from'), sql.placeholder('to')),
      ),
    )
    .orderBy(asc(invoices.dueOn), asc(invoices.id)),
);

/** Open invoices whose next payment is due in a period, both ends included, for work of the application itself. */
export const listOpenDueBetween = (
  ctx: Ctx<SystemViewer>,
  period: { from: string; to: string },
): Promise<{ invoiceId: string; dueOn: string }[]> => openDueBetween(ctx.db.read, period);
