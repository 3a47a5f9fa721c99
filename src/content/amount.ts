/**
 * An amount as people type it, in minor units of a currency with two decimals: `1 234,50` → 123450. Spaces of any kind group
 * digits, comma or point parts the decimals, a sign of the currency may stand around. Null for anything else.
 */
export function parseAmount(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f₽€$]/gu, '');
  const [, whole, decimals = ''] = /^(\d{1,11})(?:[.,](\d{1,2}))?$/u.exec(bare) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** An amount in minor units as it stands in a field of a form: 123450 → `1234,50`, whole ones without decimals. */
export function amountInField(amount: number): string {
  const [whole, decimals] = [Math.trunc(amount / 100), Math.abs(amount % 100)];
  return decimals === 0 ? String(whole) : `${String(whole)},${String(decimals).padStart(2, '0')}`;
}
