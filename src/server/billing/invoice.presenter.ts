import type { invoiceLines } from '#db/schema/billing.ts';
import {
  balance,
  daysLeft,
  stateOn,
  type Currency,
  type InvoiceState,
  type Line,
  type PaymentMethod,
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
  paidAt: Date | null;
  /** An online payment that was begun and has not been confirmed yet. */
  pending: { paymentId: string; amount: number; startedAt: Date } | null;
}

export interface PaymentView {
  id: string;
  method: PaymentMethod;
  status: PaymentStatus;
  amount: number;
  currency: Currency;
  reference: string | null;
  failureCode: PaymentRow['failureCode'];
  startedAt: Date;
  settledAt: Date | null;
}

export interface InvoiceDetails extends InvoiceSummary {
  /** Null, as the rate, where the company does not show tax. */
  tax: number | null;
  /** Basis points. */
  taxRate: number | null;
  /** Came in on top of the total. */
  excess: number;
  /** Empty where the company does not show them. */
  lines: (Line & { amount: number })[];
  /** The latest first. */
  payments: PaymentView[];
  /** Whom to pay by bank and the code for banking apps; null when nothing is due or no account is set. */
  bank: BankDetails | null;
  /** The viewer may pay it online now. */
  canPayOnline: boolean;
}

export type ListedInvoice = InvoiceRow & {
  received: number;
  pendingId: string | null;
  pendingAmount: number | null;
  pendingAt: number | null;
};

export function presentSummary(row: ListedInvoice, today: string): InvoiceSummary {
  const { number, title, customerId, orderNumber, status, currency, total, issuedOn, dueOn, paidAt } = row;
  const { paid, due } = balance(total, row.received);
  const { pendingId, pendingAmount, pendingAt } = row;
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
    state: stateOn(row, today),
    daysLeft: daysLeft(row, today),
    currency,
    total,
    paid,
    due,
    issuedOn,
    dueOn,
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

export const presentPayment = (row: PaymentRow): PaymentView => ({
  id: row.id,
  method: row.method,
  status: row.status,
  amount: row.amount,
  currency: row.currency,
  reference: row.reference,
  failureCode: row.failureCode,
  startedAt: row.createdAt,
  settledAt: row.settledAt,
});
