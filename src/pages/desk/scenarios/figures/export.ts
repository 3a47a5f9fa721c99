import { listScenarioFigures, scenarioFiguresTable } from '#server/assistant/index.ts';
import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { readDays, withTitles } from '../_figures.ts';

/** The figures of scenarios as CSV. */
export const GET = endpoint({
  who: 'staff',
  limit: 'paper',
  async handle({ ctx, locale, context }) {
    const found = await listScenarioFigures(ctx, { days: readDays(context.url.searchParams) });
    if (!found) return fail('not_found', 'error.notFound');
    const figures = await withTitles(ctx, found, locale);
    return csvFile(context, { ...scenarioFiguresTable(ctx, figures, locale), locale });
  },
});
