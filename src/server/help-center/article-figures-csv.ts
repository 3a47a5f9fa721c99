import { formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import type { ArticleFigures } from './article-figures.queries.ts';

/** The figures of articles to take along; shares in whole percent, empty where they cannot be said. */
export function articleFiguresTable(
  ctx: Pick<Ctx, 'clock'>,
  figures: readonly ArticleFigures[],
  locale: Locale,
): CsvTable {
  const t = wordsFor(locale);
  return {
    name: `${t('help.demand.tab.articles')} ${formatDay(companyDay(ctx.clock), locale)}.csv`,
    head: [
      t('help.figures.article'),
      t('help.figures.csv.key'),
      t('help.demand.language'),
      t('help.figures.views'),
      t('help.figures.readers'),
      t('help.figures.searches'),
      t('help.figures.asked'),
      t('help.figures.csv.deflection'),
      t('help.figures.csv.yes'),
      t('help.figures.csv.no'),
      t('help.figures.csv.score'),
    ],
    parts: [rowsOf(figures)],
  };
}

const percent = (share: number | null): number | null => (share === null ? null : Math.floor(share * 100));

const rowsOf = (figures: readonly ArticleFigures[]): CsvRow[] =>
  figures.map(({ title, key, locale, views, readers, searches, asked, deflection, score }) => [
    ...[title, key, locale, views, readers, searches, asked],
    ...[percent(deflection), score.yes, score.no, percent(score.atLeast)],
  ]);
