import { parseAmount } from '#content/amount.ts';
import { isWordKey, type WordKey } from '#content/words.ts';
import type { InvoiceDetails, PayChoice } from '#server/billing/index.ts';

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

/** How much of an invoice may be paid by transfer. */
export function bankOptions(invoice: Pick<InvoiceDetails, 'due' | 'instalments'>): ('all' | 'instalment' | 'part')[] {
  const next = invoice.instalments.find((part) => part.left > 0);
  return next && next.left < invoice.due ? ['all', 'instalment', 'part'] : ['all', 'part'];
}

/** What is wrong with the amount that was typed: as the address says it, or as the invoice answers to the choice. */
export function wrongOf({ pay, amount, wrong }: Choice, answered: WordKey | null): WordKey | null {
  if (wrong !== null && isWordKey(wrong) && /^(payment\.|error\.required$)/.test(wrong)) return wrong;
  if (pay !== 'part') return null;
  return amount.trim() !== '' && parseAmount(amount) === null ? 'payment.notAnAmount' : answered;
}

/** What of an invoice a choice asks for; undefined for all that is due. */
export const wishOf = ({ pay, amount }: Choice): { pay: PayChoice; amount: number | undefined } | undefined =>
  pay === null || pay === 'credit' ? undefined : { pay, amount: parseAmount(amount) ?? undefined };

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
