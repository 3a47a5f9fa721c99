import { invoiceTable } from '#server/billing/index.ts';
import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { readChoice } from './_choice.ts';

/** The list as it is filtered, as CSV. */
export const GET = endpoint({
  who: 'customer',
  limit: 'paper',
  handle({ ctx, locale, context }) {
    const reader = { locale, timeZone: ctx.viewer.timeZone };
    const table = invoiceTable(ctx, readChoice(context.url.searchParams), reader);
    return Promise.resolve(table ? csvFile(context, { ...table, locale }) : fail('not_found', 'error.notFound'));
  },
});
