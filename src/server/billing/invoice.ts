import { daysBetween } from '#content/format.ts';

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
export type PaymentStatus = 'pending' | 'succeeded' | 'failed' | 'canceled';
export type PaymentMethod = 'card' | 'bank_transfer' | 'credit';
export type RefundStatus = 'pending' | 'succeeded' | 'failed';
export type Currency = 'RUB' | 'EUR' | 'USD';

const transitions: Record<InvoiceStatus, readonly InvoiceStatus[]> = {
  draft: ['open', 'void'],
  open: ['paid', 'void', 'uncollectible'],
  // Money given back opens it again; taken back as a whole, its money becomes credit.
  paid: ['open', 'void'],
  void: [],
  // Money that nobody expected any more is still money.
  uncollectible: ['paid', 'void'],
};

export const canMove = (from: InvoiceStatus, to: InvoiceStatus): boolean => transitions[from].includes(to);

export interface Balance {
  /** Counts towards the invoice: never more than its total. */
  paid: number;
  /** Still to be paid. `paid + due` is the total, always. */
  due: number;
  /** Came in on top: credited or returned by people. */
  excess: number;
}

/** What is paid and what is due, in minor units, from the total and what counts for the invoice after refunds. */
export function balance(total: number, received: number): Balance {
  const paid = Math.min(total, received);
  return { paid, due: total - paid, excess: received - paid };
}

/** One part of an invoice that is paid in parts. */
export interface Instalment {
  dueOn: string;
  amount: number;
}

export interface InstalmentState extends Instalment {
  /** Still to be paid of it. */
  left: number;
  state: 'paid' | 'due' | 'overdue';
}

/** How the parts stand: money fills them in their order. */
export function instalmentStates(plan: readonly Instalment[], paid: number, today: string): InstalmentState[] {
  let rest = paid;
  return plan.map(({ dueOn, amount }) => {
    const filled = Math.min(amount, rest);
    rest -= filled;
    const left = amount - filled;
    return { dueOn, amount, left, state: left === 0 ? 'paid' : dueOn < today ? 'overdue' : 'due' };
  });
}

/** What a reader is told. `overdue` is derived from the clock and never stored. */
export type InvoiceState = 'due' | 'overdue' | 'paid' | 'void' | 'uncollectible' | 'draft';

export function stateOn(invoice: { status: InvoiceStatus; dueOn: string }, today: string): InvoiceState {
  if (invoice.status !== 'open') return invoice.status;
  return invoice.dueOn < today ? 'overdue' : 'due';
}

/** Days until the invoice is due; negative when it is overdue by as many. */
export const daysLeft = (invoice: { dueOn: string }, today: string): number => daysBetween(today, invoice.dueOn);

export const isPayable = (invoice: { status: InvoiceStatus }, due: number): boolean =>
  invoice.status === 'open' && due > 0;

/** Tax contained in an amount, rounded half up to the minor unit. `rate` in basis points: 2200 = 22 %. */
export const taxWithin = (amount: number, rate: number): number =>
  Math.floor((2 * amount * rate + 10_000 + rate) / (2 * (10_000 + rate)));

export interface Line {
  description: string;
  /** Negative for what is taken off, e.g. an advance already paid. */
  quantity: number;
  unit: string;
  unitPrice: number;
}

export const amountOf = (line: Pick<Line, 'quantity' | 'unitPrice'>): number => line.quantity * line.unitPrice;

export const totalOf = (lines: readonly Pick<Line, 'quantity' | 'unitPrice'>[]): number =>
  lines.reduce((sum, line) => sum + amountOf(line), 0);
