import { debtsOf, owedCurrencies } from '#server/billing/index.ts';
import { customerTable, exportCustomers } from '#server/customers/index.ts';
import { csvFile, endpoint, fail } from '#server/http/index.ts';
import { readChoice } from './_choice.ts';

/** The list of customers as it is filtered, as CSV. */
export const GET = endpoint({
  who: 'staff',
  limit: 'paper',
  async handle({ ctx, locale, context }) {
    const { asked, late } = await readChoice(ctx, context.url.searchParams);
    const customers = await exportCustomers(ctx, asked);
    if (!customers) return fail('not_found', 'error.notFound');
    const known = {
      currencies: await owedCurrencies(ctx),
      debtsOf: (ids: readonly string[]) => debtsOf(ctx, ids),
      late,
    };
    return csvFile(context, { ...customerTable(ctx, customers, known, locale), locale });
  },
});
