import { formatNumber } from '#content/format.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import { epcPayment, gostPayment } from './bank-qr.ts';
import type { Issuer } from './issuer.ts';
import { qrSymbol, type QrSymbol } from '../platform/qr-symbol.ts';

export interface Requisite {
  label: WordKey;
  /** As people read it, digits in groups. */
  shown: string;
  /** As a bank's form takes it. */
  copied: string;
}

export interface BankDetails {
  standard: 'gost' | 'epc';
  requisites: Requisite[];
  purpose: string;
  /** Null when the text does not fit a code that banking apps must read. */
  qr: QrSymbol | null;
}

/** EPC069-12 allows symbols up to version 13. */
const EPC_MAX_VERSION = 13;

interface Owed {
  number: string;
  issuedOn: string;
  currency: string;
  /** Null where the company does not show tax: the purpose then says nothing of it. */
  taxRate: number | null;
  due: number;
}

/** How to pay what is due on an invoice by bank. Null when there is no account in its currency. */
export const bankDetails = (issuer: Issuer, invoice: Owed): BankDetails | null =>
  detailsOf(issuer, invoice, invoice.currency === 'RUB' ? rublePurpose(invoice) : sepaPurpose([invoice.number]));

/** How to pay several invoices of one currency by one transfer; `due` is their sum. */
export function bankDetailsTogether(
  issuer: Issuer,
  together: { numbers: readonly string[]; currency: string; due: number },
): BankDetails | null {
  const { numbers, currency } = together;
  const rubles = () => wordsFor('ru')('bank.purposeSeveral', { numbers: numbers.join(', ') });
  return detailsOf(issuer, together, currency === 'RUB' ? rubles() : sepaPurpose(numbers));
}

const sepaPurpose = (numbers: readonly string[]): string =>
  numbers.length === 1
    ? wordsFor('en')('bank.purposeSepa', { number: numbers[0] ?? '' })
    : wordsFor('en')('bank.purposeSepaSeveral', { numbers: numbers.join(', ') });

function detailsOf(issuer: Issuer, owed: { currency: string; due: number }, purpose: string): BankDetails | null {
  if (owed.currency === 'RUB' && issuer.RUB) {
    const payee = issuer.RUB;
    const text = gostPayment(payee, { amount: owed.due, purpose });
    const numbers = [payee.inn, ...(payee.kpp === undefined ? [] : [payee.kpp])];
    return {
      standard: 'gost',
      purpose,
      qr: text === null ? null : qrSymbol(text),
      requisites: [
        plain('bank.payee', payee.name),
        plain(
          payee.kpp === undefined ? 'bank.inn' : 'bank.innKpp',
          numbers.map(inThrees).join(' / '),
          numbers.join('/'),
        ),
        plain('bank.account', groups(payee.account, [5, 3, 1, 4, 7]), payee.account),
        plain('bank.bank', payee.bankName),
        plain('bank.bik', inThrees(payee.bic), payee.bic),
        plain('bank.correspondent', groups(payee.correspondentAccount, [5, 3, 1, 4, 7]), payee.correspondentAccount),
        plain('bank.purpose', purpose),
      ],
    };
  }
  if (owed.currency === 'EUR' && issuer.EUR) {
    const payee = issuer.EUR;
    const text = epcPayment(payee, { amount: owed.due, purpose });
    return {
      standard: 'epc',
      purpose,
      qr: text === null ? null : qrSymbol(text, EPC_MAX_VERSION),
      requisites: [
        plain('bank.payee', payee.name),
        plain('bank.iban', groups(payee.iban, [4, 4, 4, 4, 4, 4, 4, 4, 4]), payee.iban),
        plain('bank.bic', payee.bic),
        plain('bank.purpose', purpose),
      ],
    };
  }
  return null;
}

/** A payment order in rubles is written in Russian whatever language the reader has. */
function rublePurpose({ number, issuedOn, taxRate }: Owed): string {
  const [year = '', month = '', day = ''] = issuedOn.split('-');
  const t = wordsFor('ru');
  const date = `${day}.${month}.${year}`;
  if (taxRate === null) return t('bank.purposePlain', { number, date });
  if (taxRate === 0) return t('bank.purposeNoTax', { number, date });
  return t('bank.purposeTax', { number, date, rate: formatNumber(taxRate / 100, 'ru') });
}

const plain = (label: WordKey, shown: string, copied = shown): Requisite => ({ label, shown, copied });

const groups = (value: string, lengths: readonly number[]): string => {
  const parts: string[] = [];
  let start = 0;
  for (const length of lengths) {
    if (start < value.length) parts.push(value.slice(start, start + length));
    start += length;
  }
  return parts.join('\u00a0');
};

/** Taxpayer numbers and the like, in threes: 7701 234 567. */
const inThrees = (value: string): string => groups(value, [value.length % 3 === 1 ? 4 : 3, 3, 3, 3]);
