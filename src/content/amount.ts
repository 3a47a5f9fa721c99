const MOST = 99_999_999_999;

/**
 * An amount as people type it, in minor units of a currency with two decimals: `1 234,50`, `1,234.50` or `1'234.50` → 123450.
 * Comma or point parts the decimals, or groups digits in threes where the other one, or nothing, parts them: `1.500` is 150000.
 * A sign of the currency may stand around. Null for anything else, and beyond 999 999 999.99.
 */
export function parseAmount(typed: string): number | null {
  const bare = typed.replaceAll(/[\s\u00a0\u202f'’₽€$]/gu, '');
  const plain = /^(?<whole>\d+)(?:[.,](?<decimals>\d{1,2}))?$/u.exec(bare);
  const grouped = /^(?<whole>\d{1,3}(?<mark>[.,])\d{3}(?:\k<mark>\d{3})*)(?:(?!\k<mark>)[.,](?<decimals>\d{1,2}))?$/u;
  const { whole, decimals = '' } = (plain ?? grouped.exec(bare))?.groups ?? {};
  if (whole === undefined) return null;
  const amount = Number(whole.replaceAll(/[.,]/gu, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return amount <= MOST ? amount : null;
}

/** An amount in minor units as it stands in a field of a form: 123450 → `1234,50`, whole ones without decimals. */
export function amountInField(amount: number): string {
  const [whole, decimals] = [Math.trunc(amount / 100), Math.abs(amount % 100)];
  return decimals === 0 ? String(whole) : `${String(whole)},${String(decimals).padStart(2, '0')}`;
}

/** An amount in minor units as programs write it, whatever the language: 123450 → `1234.50`. */
export const plainAmount = (amount: number): string =>
  `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, '0')}`;
