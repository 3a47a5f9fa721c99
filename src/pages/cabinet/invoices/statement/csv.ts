import { statementTable, today } from '#server/billing/index.ts';
import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { readPeriod } from './_period.ts';

/** The statement of account for a period as CSV. */
export const GET = endpoint({
  who: 'customer',
  limit: 'paper',
  async handle({ ctx, locale, context }) {
    const period = readPeriod(context.url.searchParams, today(ctx));
    const taken = await statementTable(ctx, period, { locale, timeZone: ctx.viewer.timeZone });
    if (!taken) return fail('not_found', 'error.notFound');
    return csvFile(context, { ...taken, locale });
  },
});
