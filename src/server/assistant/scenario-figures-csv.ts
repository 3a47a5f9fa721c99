import { formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import { walkKinds, type ScenarioFigures } from './scenario-figures.queries.ts';

type Line = ScenarioFigures & { title: string; deflection: number | null };

/** The figures of scenarios to take along; shares in whole percent, empty where they cannot be said. */
export function scenarioFiguresTable(ctx: Pick<Ctx, 'clock'>, figures: readonly Line[], locale: Locale): CsvTable {
  const t = wordsFor(locale);
  return {
    name: `${t('scenarios.figures.title')} ${formatDay(companyDay(ctx.clock), locale)}.csv`,
    head: [
      t('scenarios.figures.scenario'),
      t('help.figures.csv.key'),
      ...walkKinds.map((kind) => t(`scenarios.figures.${kind}`)),
      t('scenarios.figures.csv.settled'),
      t('scenarios.figures.csv.solved'),
      t('scenarios.figures.csv.deflection'),
    ],
    parts: [rowsOf(figures)],
  };
}

const rowsOf = (figures: readonly Line[]): CsvRow[] =>
  figures.map((each) => [
    each.title,
    each.key,
    ...walkKinds.map((kind) => each[kind]),
    each.settled,
    each.solved,
    each.deflection === null ? null : Math.floor(each.deflection * 100),
  ]);
