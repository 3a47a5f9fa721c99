import type { InvoiceDetails } from '#server/billing/index.ts';

/** What the payer has chosen so far, from the address; nothing is chosen at first. */
export interface Choice {
  pay: 'all' | 'instalment' | 'part' | 'credit' | null;
  /** As typed. */
  amount: string;
  /** What was wrong with it, a word key. */
  wrong: string | null;
  /** The page the payer came from. */
  from: string | null;
}

export type PayOption = NonNullable<Choice['pay']>;

/** The ways of paying an invoice that make sense now, the likeliest first. */
export function payOptions(
  invoice: Pick<InvoiceDetails, 'canPay' | 'canPayOnline' | 'credit' | 'due' | 'instalments'>,
): PayOption[] {
  const options: PayOption[] = [];
  const next = invoice.instalments.find((part) => part.left > 0);
  if (invoice.canPayOnline) {
    if (next && next.left < invoice.due) options.push('instalment');
    options.push('all', 'part');
  }
  if (invoice.canPay && invoice.credit > 0) options.push('credit');
  return options;
}

/** Reads the choice from the query of the invoice's page. */
export function choiceFrom(query: URLSearchParams): Choice {
  const pay = query.get('pay');
  return {
    pay: pay === 'all' || pay === 'instalment' || pay === 'part' || pay === 'credit' ? pay : null,
    amount: (query.get('amount') ?? '').slice(0, 40),
    wrong: query.get('wrong'),
    from: query.get('from'),
  };
}

/** An amount as the form takes it back: `1234.50`. */
export const typedAmount = (amount: number): string =>
  `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, '0')}`;
