import { formatNumber } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { ArticleFigures, Score } from '#server/help-center/index.ts';

/** «не меньше 62 %, из 14»; from too few votes only how many there are. */
export function sayScore({ atLeast, of }: Score, locale: Locale): string {
  const t = wordsFor(locale);
  if (of === 0) return t('help.figures.score.none');
  if (atLeast === null) return t('help.figures.score.few', { count: of });
  const share = formatNumber(Math.floor(atLeast * 100) / 100, locale, { style: 'percent', maximumFractionDigits: 0 });
  return t('help.figures.score.atLeast', { share, count: of });
}

/** A share of readers; a dash where nobody has read it. */
export const sayDeflection = ({ deflection }: Pick<ArticleFigures, 'deflection'>, locale: Locale): string =>
  deflection === null ? '–' : formatNumber(deflection, locale, { style: 'percent', maximumFractionDigits: 0 });
