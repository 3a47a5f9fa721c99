import type { WordKey } from '#content/words.ts';
import type { invoiceLines, paymentAllocations, refunds } from '#db/schema/billing.ts';
import {
  balance,
  daysLeft,
  stateOn,
  type Currency,
  type InstalmentState,
  type InvoiceState,
  type Line,
  type PaymentMethod,
  type RefundStatus,
} from './invoice.ts';
import type { InvoiceStatus, PaymentStatus } from './invoice.ts';
import type { InvoiceRow, PaymentRow } from './payment.queries.ts';
import type { BankDetails } from './requisites.ts';

/** An invoice in a list, as its customer and our people see it. Amounts in minor units. */
export interface InvoiceSummary {
  number: string;
  title: string;
  customerId: string;
  orderNumber: string | null;
  status: InvoiceStatus;
  /** Derived from the clock: `due` and `overdue` are both open. */
  state: InvoiceState;
  /** Days until it is due; negative when overdue. */
  daysLeft: number;
  currency: Currency;
  total: number;
  paid: number;
  due: number;
  issuedOn: string;
  dueOn: string;
  /** When the next payment is due: of the first instalment that is not paid, without instalments `dueOn`. */
  nextDueOn: string;
  paidAt: Date | null;
  /** An online payment that was begun and has not been confirmed yet, and what it asks for this invoice. */
  pending: { paymentId: string; amount: number; startedAt: Date } | null;
}

/** A payment as its invoice shows it. */
export interface PaymentView {
  id: string;
  method: PaymentMethod;
  status: PaymentStatus;
  /** What was paid, or asked, for this invoice. */
  amount: number;
  /** What of it the invoice did not need: it became the customer's credit. */
  credited: number;
  /** The whole payment: more than `amount` when it was for several invoices. */
  whole: number;
  currency: Currency;
  reference: string | null;
  failureCode: PaymentRow['failureCode'];
  startedAt: Date;
  settledAt: Date | null;
}

/** Everything one payment was for, for its own page. */
export interface PaymentDetails extends PaymentView {
  /** The page of ours the payer was on. */
  returnTo: string | null;
  invoices: { number: string; title: string; amount: number; credited: number }[];
  refunds: RefundView[];
}

export interface RefundView {
  id: string;
  paymentId: string;
  method: PaymentMethod;
  status: RefundStatus;
  /** What this invoice gave back; on a payment's page, all of the refund. */
  amount: number;
  currency: Currency;
  reason: (typeof refunds.$inferSelect)['reason'];
  reference: string | null;
  startedAt: Date;
  settledAt: Date | null;
}

export interface InvoiceDetails extends InvoiceSummary {
  /** Null, as the rate, where the company does not show tax. */
  tax: number | null;
  /** Basis points. */
  taxRate: number | null;
  /** Came in for it on top of what it needed; it became credit. */
  excess: number;
  /** Its money that became credit when it was taken back. */
  released: number;
  /** In which parts it is paid; empty when all is due on one day. */
  instalments: InstalmentState[];
  /** What the customer has with us in this currency. */
  credit: number;
  /** Empty where the company does not show them. */
  lines: (Line & { amount: number })[];
  /** The latest first. */
  payments: PaymentView[];
  /** The latest first. */
  refunds: RefundView[];
  /** Whom to pay by bank and the code for banking apps; null when nothing is due or no account is set. */
  bank: BankDetails | null;
  /** What the bank code asks for: the choice asked about, all that is due by default. */
  chosen: number;
  /** Why the choice asked about is not possible, e.g. more than is due. */
  choiceWrong: WordKey | null;
  /** The least that can be paid of it as a part. */
  smallestPart: number;
  /** The viewer may pay it now, online or from credit. */
  canPay: boolean;
  /** The viewer may pay it online now. */
  canPayOnline: boolean;
}

export type ListedInvoice = InvoiceRow & {
  received: number;
  nextDueOn: string;
  pendingId: string | null;
  pendingAmount: number | null;
  pendingAt: number | null;
};

export function presentSummary(row: ListedInvoice, today: string): InvoiceSummary {
  const { number, title, customerId, orderNumber, status, currency, total, issuedOn, dueOn, paidAt } = row;
  const { paid, due } = balance(total, row.received);
  const { nextDueOn, pendingId, pendingAmount, pendingAt } = row;
  const asItStands = { status, dueOn: nextDueOn };
  const pending =
    pendingId !== null && pendingAmount !== null && pendingAt !== null
      ? { paymentId: pendingId, amount: pendingAmount, startedAt: new Date(pendingAt) }
      : null;
  return {
    number,
    title,
    customerId,
    orderNumber,
    status,
    state: stateOn(asItStands, today),
    daysLeft: daysLeft(asItStands, today),
    currency,
    total,
    paid,
    due,
    issuedOn,
    dueOn,
    nextDueOn,
    paidAt,
    pending,
  };
}

export const presentLine = (line: typeof invoiceLines.$inferSelect): InvoiceDetails['lines'][number] => ({
  description: line.description,
  quantity: line.quantity,
  unit: line.unit,
  unitPrice: line.unitPrice,
  amount: line.amount,
});

/** What of a payment is about one invoice. */
type Portion = Pick<typeof paymentAllocations.$inferSelect, 'state' | 'asked' | 'amount'>;

const creditedOf = ({ state, asked, amount }: Portion): number => (state === 'counted' ? asked - amount : 0);

export const presentPayment = (row: PaymentRow, portion: Portion): PaymentView => ({
  id: row.id,
  method: row.method,
  status: row.status,
  amount: portion.asked,
  credited: creditedOf(portion),
  whole: row.amount,
  currency: row.currency,
  reference: row.reference,
  failureCode: row.failureCode,
  startedAt: row.createdAt,
  settledAt: row.settledAt,
});

export const presentPaid = (
  portion: Portion & { number: string; title: string },
): PaymentDetails['invoices'][number] => ({
  number: portion.number,
  title: portion.title,
  amount: portion.asked,
  credited: creditedOf(portion),
});

export const presentRefund = (
  row: typeof refunds.$inferSelect,
  method: PaymentMethod,
  amount = row.amount,
): RefundView => ({
  id: row.id,
  paymentId: row.paymentId,
  method,
  status: row.status,
  amount,
  currency: row.currency,
  reason: row.reason,
  reference: row.reference,
  startedAt: row.createdAt,
  settledAt: row.settledAt,
});
