/**
 * E-mail address in a text. The form is that of `<input type=email>` (WHATWG HTML, "valid e-mail address"), with a dot in the
 * host, at most 254 characters (RFC 5321, 4.5.3.1.3). Null when there is none or more than one.
 */
export function readEmail(text: string): string | null {
  const found = text.match(
    /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+/g,
  );
  const [only, another] = new Set((found ?? []).map((each) => each.toLowerCase()));
  return only !== undefined && another === undefined && only.length <= 254 ? only : null;
}

/** Digits of an international number: at most 15 (ITU-T E.164, 6.1); nobody has fewer than 8. */
const LEAST = 8;
const MOST = 15;

/**
 * A phone number in international form (E.164): `+74951234567`. Russian numbers are also read as they are dialed there, with 8 or
 * without a code (numbering plan of the Russian Federation: ten digits); others need their country's code after + or 00. Null
 * when there is none or more than one.
 */
export function readPhone(text: string): string | null {
  const found = text.match(/\+?\d(?:[\s().\u2010-\u2015-]{0,3}\d){6,17}/g) ?? [];
  const [only, another] = found;
  if (only === undefined || another !== undefined) return null;
  const digits = only.replace(/\D/g, '');
  if (only.startsWith('+') || digits.startsWith('00')) return international(digits.replace(/^00/, ''));
  if (digits.length === 11 && (digits.startsWith('8') || digits.startsWith('7'))) return `+7${digits.slice(1)}`;
  return digits.length === 10 && /^[3-9]/.test(digits) ? `+7${digits}` : null;
}

const international = (digits: string): string | null =>
  digits.length >= LEAST && digits.length <= MOST && !digits.startsWith('0') ? `+${digits}` : null;

/** Where somebody can be reached: an e-mail address or a phone number, whichever stands in the text; null for neither. */
export const readContact = (text: string): string | null => readEmail(text) ?? readPhone(text);

export const isEmail = (contact: string): boolean => contact.includes('@');
