import type { Locale } from './locales.ts';

const tags: Record<Locale, string> = { ru: 'ru-RU', en: 'en-GB' };
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  let format = cache.get(key) as F | undefined;
  if (!format) {
    format = make();
    cache.set(key, format);
  }
  return format;
}

/** Money for a reader: `formatMoney(123450, 'RUB', 'ru')` → `1 234,50 ₽`. `amount` is in minor units. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const format = cached(
    `m:${locale}:${currency}`,
    () => new Intl.NumberFormat(tags[locale], { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
  );
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

export const formatNumber = (value: number, locale: Locale, options: Intl.NumberFormatOptions = {}): string =>
  cached(`n:${locale}:${JSON.stringify(options)}`, () => new Intl.NumberFormat(tags[locale], options)).format(value);

/** The size of a file for a reader: `formatFileSize(4_300_000, 'ru')` → `4,1 МБ`. 1 kB is 1024 bytes, as systems show it. */
export function formatFileSize(bytes: number, locale: Locale): string {
  const megabytes = bytes >= 1024 * 1024;
  const amount = bytes / (megabytes ? 1024 * 1024 : 1024);
  const rounded = amount >= 10 || !megabytes ? Math.max(1, Math.round(amount)) : Math.round(amount * 10) / 10;
  return formatNumber(rounded, locale, {
    style: 'unit',
    unit: megabytes ? 'megabyte' : 'kilobyte',
    unitDisplay: 'short',
  });
}

const dateStyles = {
  /** 12 ноября 2026 */
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  /** 12 ноября */
  day: { day: 'numeric', month: 'long' },
  /** 12 нояб. */
  short: { day: 'numeric', month: 'short' },
  /** четверг, 19 ноября */
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  /** 14:05 */
  time: { hour: '2-digit', minute: '2-digit' },
  /** 12 ноября 2026, 14:05 */
  full: {},
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof dateStyles;

/** A date for a reader in their time zone (IANA name). Russian «г.» after the year is dropped, as on documents. */
export function formatDate(date: Date, locale: Locale, style: DateStyle = 'long', timeZone = 'Europe/Moscow'): string {
  if (style === 'full') {
    return `${formatDate(date, locale, 'long', timeZone)}, ${formatDate(date, locale, 'time', timeZone)}`;
  }
  const format = cached(
    `d:${locale}:${style}:${timeZone}`,
    () => new Intl.DateTimeFormat(tags[locale], { ...dateStyles[style], timeZone }),
  );
  return format.format(date).replace(/\sг\.$/u, '');
}

/** A calendar day (`YYYY-MM-DD`) for a reader; it has no time zone. */
export const formatDay = (day: string, locale: Locale, style: DateStyle = 'long'): string =>
  formatDate(new Date(`${day}T12:00:00Z`), locale, style, 'UTC');

/** Today as `YYYY-MM-DD` in a time zone. */
export const dayIn = (date: Date, timeZone: string): string =>
  cached(`day:${timeZone}`, () => new Intl.DateTimeFormat('sv-SE', { timeZone })).format(date);

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The calendar day some days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
