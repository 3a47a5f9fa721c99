import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoiceLines, invoices, payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { balance } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import {
  presentLine,
  presentPayment,
  presentSummary,
  type InvoiceDetails,
  type PaymentView,
} from './invoice.presenter.ts';
import { getIssuer } from './issuer.ts';
import { receivedFrom } from './invoice.ts';
import { detailsFor, shownOfInvoice } from './leave-out-hidden.ts';
import { bankDetails } from './requisites.ts';

const findByNumber = preparedOne((db) =>
  db
    .select()
    .from(invoices)
    .where(eq(invoices.number, sql.placeholder('number'))),
);
const linesOf = prepared((db) =>
  db
    .select()
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, sql.placeholder('invoiceId')))
    .orderBy(asc(invoiceLines.position)),
);
const paymentsOf = prepared((db) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.invoiceId, sql.placeholder('invoiceId')))
    .orderBy(desc(payments.createdAt), desc(payments.id)),
);
const findPaymentOf = preparedOne((db) =>
  db
    .select({ payment: payments, invoice: { customerId: invoices.customerId, status: invoices.status } })
    .from(payments)
    .innerJoin(invoices, eq(invoices.id, payments.invoiceId))
    .where(and(eq(payments.id, sql.placeholder('paymentId')), eq(invoices.number, sql.placeholder('number')))),
);

/** One invoice with everything its page shows. Null when there is none, or it is not the viewer's. */
export async function getInvoice(ctx: Ctx, number: string): Promise<InvoiceDetails | null> {
  const { read } = ctx.db;
  const invoice = await findByNumber(read, { number });
  if (!invoice || !canSeeInvoice(ctx.viewer, invoice)) return null;
  const lines = await linesOf(read, { invoiceId: invoice.id });
  const made = await paymentsOf(read, { invoiceId: invoice.id });
  const received = receivedFrom(made);
  const pending = made.find((payment) => payment.status === 'pending');
  const summary = presentSummary(
    {
      ...invoice,
      received,
      pendingId: pending?.id ?? null,
      pendingAmount: pending?.amount ?? null,
      pendingAt: pending?.createdAt.getTime() ?? null,
    },
    companyDay(ctx.clock),
  );
  const payable = summary.status === 'open' && summary.due > 0;
  const { taxRate } = invoice;
  const shown = shownOfInvoice(ctx.viewer, invoice.customerId);
  return detailsFor(ctx.viewer, {
    ...summary,
    tax: invoice.tax,
    taxRate,
    excess: balance(invoice.total, received).excess,
    lines: lines.map(presentLine),
    payments: made.map(presentPayment),
    bank: payable
      ? bankDetails(await getIssuer(read), { ...invoice, taxRate: shown.tax ? taxRate : null, due: summary.due })
      : null,
    canPayOnline: ctx.platform.payments !== null && canPayInvoice(ctx.viewer, summary),
  });
}

/** One payment of an invoice, for the page the payer comes back to. Null when it is not the viewer's. */
export async function getPayment(ctx: Ctx, input: { number: string; paymentId: string }): Promise<PaymentView | null> {
  const row = await findPaymentOf(ctx.db.read, input);
  return row && canSeeInvoice(ctx.viewer, row.invoice) ? presentPayment(row.payment) : null;
}
