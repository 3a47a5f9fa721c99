import { and, asc, between, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoices, refunds } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { Currency, PaymentStatus } from './invoice.ts';
import { findPayment, receivedOn } from './payment.queries.ts';

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
  const due = Math.max(0, total - (await receivedOn(ctx.db.read, id)));
  return { invoiceId: id, number, title, customerId, status, currency, total, due, dueOn };
}

/** A payment by id with its invoice, for work of the application itself. `payerId` began it online and gets the receipt. */
export async function noticeOfPayment(
  ctx: Ctx<SystemViewer>,
  paymentId: string,
): Promise<{
  amount: number;
  currency: Currency;
  status: PaymentStatus;
  payerId: string | null;
  invoice: InvoiceNotice;
} | null> {
  const payment = await findPayment(ctx.db.read, { id: paymentId });
  if (!payment) return null;
  const invoice = await noticeOfInvoice(ctx, payment.invoiceId);
  const { amount, currency, status } = payment;
  return invoice && { amount, currency, status, payerId: payment.startedById, invoice };
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
): Promise<{ amount: number; currency: Currency; status: string; invoice: InvoiceNotice } | null> {
  const refund = await findRefund(ctx.db.read, { id: refundId });
  const payment = refund && (await noticeOfPayment(ctx, refund.paymentId));
  if (!refund || !payment) return null;
  const { currency, invoice } = payment;
  return { amount: refund.amount, currency, status: refund.status, invoice };
}

const openDueBetween = prepared((db) =>
  db
    .select({ invoiceId: invoices.id, dueOn: invoices.dueOn })
    .from(invoices)
    .where(and(eq(invoices.status, 'open'), between(invoices.dueOn, sql.placeholder('from'), sql.placeholder('to'))))
    .orderBy(asc(invoices.dueOn), asc(invoices.id)),
);

/** Open invoices whose day is in a period, both ends included, for work of the application itself. */
export const listOpenDueBetween = (
  ctx: Ctx<SystemViewer>,
  period: { from: string; to: string },
): Promise<{ invoiceId: string; dueOn: string }[]> => openDueBetween(ctx.db.read, period);
