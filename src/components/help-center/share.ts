import { formatNumber } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';

/** A share of a whole as people read it, «38 %»; a dash where there is nothing to share. */
export const formatShare = (part: number, whole: number, locale: Locale): string =>
  whole === 0 ? '–' : formatNumber(part / whole, locale, { style: 'percent', maximumFractionDigits: 0 });
