import type { Currency, PaymentMethod } from './invoice.ts';

/** Something that changed what a customer owes. Positive amounts add to the debt, negative ones take from it. */
export interface Movement {
  /** Where the company works, `YYYY-MM-DD`. */
  day: string;
  /** `written_off`: what of an invoice is not expected any more. */
  kind: 'invoice' | 'payment' | 'refund' | 'written_off';
  /** The invoice it belongs to; the first one of a payment for several. */
  number: string;
  /** What the invoice is for. */
  title: string;
  method: PaymentMethod | null;
  /** Number of the payment order. */
  reference: string | null;
  currency: Currency;
  /** Minor units. */
  amount: number;
}

export interface StatementLine extends Movement {
  /** What is owed after it, in minor units; negative when we owe. */
  balance: number;
}

/** What happened in one currency over a period. `opening` + the lines = `closing`, always. */
export interface CurrencyStatement {
  currency: Currency;
  opening: number;
  lines: StatementLine[];
  /** What was added to the debt and what was taken from it. */
  charged: number;
  settled: number;
  closing: number;
  /** Of the closing balance: what is due on invoices, and what lies with us as credit. `due - credit` is `closing`. */
  due: number;
  credit: number;
}

/** The order on a paper: by day, and on one day what is asked for before what is paid. */
const order: Record<Movement['kind'], number> = { invoice: 0, written_off: 1, payment: 2, refund: 3 };

export const inOrder = (movements: readonly Movement[]): Movement[] =>
  [...movements].sort((one, other) => one.day.localeCompare(other.day) || order[one.kind] - order[other.kind]);

export function drawUp(
  currency: Currency,
  opening: number,
  movements: readonly Movement[],
  credit: number,
): CurrencyStatement {
  let balance = opening;
  const lines = inOrder(movements).map((movement) => {
    balance += movement.amount;
    return { ...movement, balance };
  });
  const sum = (sign: 1 | -1) =>
    movements.reduce((all, { amount }) => (Math.sign(amount) === sign ? all + Math.abs(amount) : all), 0);
  return {
    currency,
    opening,
    lines,
    charged: sum(1),
    settled: sum(-1),
    closing: balance,
    due: balance + credit,
    credit,
  };
}
