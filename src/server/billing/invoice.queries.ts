import { asc, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoiceLines, invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { planOf } from './instalments.queries.ts';
import { instalmentStates } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import {
  presentLine,
  presentPayment,
  presentRefund,
  presentSummary,
  type InvoiceDetails,
} from './invoice.presenter.ts';
import { getIssuer } from './issuer.ts';
import { detailsFor, shownOfInvoice } from './leave-out-hidden.ts';
import { moneyOn } from './invoice-money.queries.ts';
import { amountOfChoice, nextInstalment, smallestPart, type PayChoice } from './payment-choice.ts';
import { creditIn, receivedOn } from './payment.queries.ts';
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

/**
 * One invoice with everything its page shows. Null when there is none, or it is not the viewer's. `choice` is what the payer
 * thinks of paying: the bank's code then asks for that.
 */
export async function getInvoice(
  ctx: Ctx,
  number: string,
  choice?: { pay: PayChoice; amount?: number | undefined },
): Promise<InvoiceDetails | null> {
  const { read } = ctx.db;
  const invoice = await findByNumber(read, { number });
  if (!invoice || !canSeeInvoice(ctx.viewer, invoice)) return null;
  const lines = await linesOf(read, { invoiceId: invoice.id });
  const received = await receivedOn(read, invoice.id);
  const plan = await planOf(read, { invoiceId: invoice.id });
  const money = await moneyOn(read, invoice.id);
  const pending = money.payments.find(({ payment }) => payment.status === 'pending');
  const today = companyDay(ctx.clock);
  const summary = presentSummary(
    {
      ...invoice,
      received,
      nextDueOn: nextInstalment(plan, received)?.dueOn ?? invoice.dueOn,
      pendingId: pending?.payment.id ?? null,
      pendingAmount: pending?.portion.asked ?? null,
      pendingAt: pending?.payment.createdAt.getTime() ?? null,
    },
    today,
  );
  const payments = money.payments.map(({ payment, portion }) => presentPayment(payment, portion));
  const payable = summary.status === 'open' && summary.due > 0;
  const { taxRate } = invoice;
  const { paid, due, currency } = summary;
  const asked = choice && amountOfChoice({ currency, due, paid, plan }, choice.pay, choice.amount);
  const chosen = asked?.ok === true ? asked.value : due;
  const canPay = canPayInvoice(ctx.viewer, summary);
  const shown = shownOfInvoice(ctx.viewer, invoice.customerId);
  return detailsFor(ctx.viewer, {
    ...summary,
    tax: invoice.tax,
    taxRate,
    excess: payments.reduce((sum, { credited }) => sum + credited, 0),
    released: money.released,
    instalments: instalmentStates(plan, received, today),
    credit: Math.max(0, await creditIn(read, invoice.customerId, invoice.currency)),
    lines: lines.map(presentLine),
    payments,
    refunds: money.refunds.map(({ refund, method, amount }) => presentRefund(refund, method, amount)),
    bank: payable
      ? bankDetails(await getIssuer(read), { ...invoice, taxRate: shown.tax ? taxRate : null, due: chosen })
      : null,
    chosen,
    choiceWrong: asked?.ok === false ? (asked.error.fields?.['amount'] ?? asked.error.message) : null,
    smallestPart: smallestPart(currency, due),
    canPay,
    canPayOnline: canPay && ctx.platform.payments !== null,
  });
}
