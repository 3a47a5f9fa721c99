import { plainAmount } from '#content/amount.ts';
import type { EuroAccount, RubleAccount } from './issuer.ts';

/** ST 0001: the format and its version; 2: the text is in UTF-8 (GOST R 56042-2014, 4.1). */
const GOST_HEADER = 'ST00012';
/** The separator follows the header and may be any character that no value contains; `|` is customary. */
const SEPARATORS = ['|', '~', '^', '_', '#', '*'];
/** Longest values of the fields we use (tables 1 and 2 of the standard), and of the required block as a whole. */
const GOST_LIMITS = { Name: 160, BankName: 45, Purpose: 210, Sum: 18 };
const GOST_REQUIRED_BYTES = 300;

/**
 * The text of a bank QR code for a transfer in rubles by GOST R 56042-2014: required fields first and in their order, then
 * the sum in kopecks, the purpose and the payee's numbers. Null when something does not fit the standard.
 */
export function gostPayment(payee: RubleAccount, transfer: { amount: number; purpose: string }): string | null {
  const required = {
    Name: oneLine(payee.name),
    PersonalAcc: payee.account,
    BankName: oneLine(payee.bankName),
    BIC: payee.bic,
    CorrespAcc: payee.correspondentAccount,
  };
  const additional = {
    Sum: String(transfer.amount),
    Purpose: oneLine(transfer.purpose),
    PayeeINN: payee.inn,
    ...(payee.kpp === undefined ? {} : { KPP: payee.kpp }),
  };
  const fields = { ...required, ...additional };
  for (const [field, limit] of Object.entries(GOST_LIMITS)) {
    if (fields[field as keyof typeof GOST_LIMITS].length > limit) return null;
  }
  if (!Number.isSafeInteger(transfer.amount) || transfer.amount <= 0) return null;
  const separator = SEPARATORS.find((mark) => !Object.values(fields).some((value) => value.includes(mark)));
  if (separator === undefined) return null;
  const join = (part: object) =>
    Object.entries(part)
      .map(([name, value]) => `${separator}${name}=${String(value)}`)
      .join('');
  if (Buffer.byteLength(GOST_HEADER + join(required)) > GOST_REQUIRED_BYTES) return null;
  return GOST_HEADER + join(required) + join(additional);
}

const EPC_BYTES = 331;
const EPC_REMITTANCE = 140;
const EPC_MAX_CENTS = 99_999_999_999;

/**
 * The text of a bank QR code for a SEPA credit transfer by EPC069-12, version 002 in UTF-8: twelve lines, the last empty ones
 * left out. `amount` in cents. Null when something does not fit the guidelines.
 */
export function epcPayment(payee: EuroAccount, transfer: { amount: number; purpose: string }): string | null {
  const { amount } = transfer;
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > EPC_MAX_CENTS) return null;
  const remittance = sepaText(transfer.purpose);
  const name = sepaText(payee.name);
  if (remittance.length > EPC_REMITTANCE || name.length === 0 || name.length > 70) return null;
  const euros = `EUR${plainAmount(amount)}`;
  const lines = ['BCD', '002', '1', 'SCT', payee.bic, name, payee.iban, euros, '', '', remittance];
  const text = lines.join('\n').trimEnd();
  return Buffer.byteLength(text) > EPC_BYTES ? null : text;
}

/** A line break would end the value early. */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

const cyrillic: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:iu я:ia'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Only the characters every SEPA bank passes on (EPC217-08); Cyrillic is spelled in Latin, the rest becomes a space. */
export function sepaText(text: string): string {
  const latin = Array.from(text, (character) => {
    const spelled = cyrillic[character.toLowerCase()];
    if (spelled === undefined) return character;
    return character === character.toLowerCase() ? spelled : spelled.toUpperCase();
  });
  return oneLine(
    latin
      .join('')
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' '),
  );
}
