import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { orderTable } from '#server/orders/index.ts';
import { readChoice } from './_choice.ts';

/** The list as it is filtered, as CSV. */
export const GET = endpoint({
  who: 'customer',
  limit: 'paper',
  handle({ ctx, locale, context }) {
    const table = orderTable(ctx, readChoice(context.url.searchParams).asked, locale);
    return Promise.resolve(table ? csvFile(context, { ...table, locale }) : fail('not_found', 'error.notFound'));
  },
});
