import { articleFiguresTable, listArticleFigures } from '#server/help-center/index.ts';
import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { readFigures } from './_choice.ts';

/** The figures of articles as they are sorted, as CSV. */
export const GET = endpoint({
  who: 'staff',
  limit: 'paper',
  async handle({ ctx, locale, context }) {
    const choice = readFigures(context.url.searchParams, locale);
    const figures = await listArticleFigures(ctx, { ...choice, locale: choice.language });
    if (!figures) return fail('not_found', 'error.notFound');
    return csvFile(context, { ...articleFiguresTable(ctx, figures, locale), locale });
  },
});
