import { dayIn, formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay, COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import type { CsvTable } from '../platform/csv.ts';
import type { ListedCustomer } from './customer-list.queries.ts';

/** What other modules know of customers: amounts in minor units by currency, and how many orders are late. */
export interface KnownElsewhere {
  debts: readonly { customerId: string; currency: 'RUB' | 'EUR' | 'USD'; due: number; overdue: number }[];
  late: ReadonlyMap<string, number>;
}

/** Customers as a table. Money stands in two columns for every currency somebody owes in. Days are ISO 8601. */
export function customerTable(
  ctx: Pick<Ctx, 'clock'>,
  customers: readonly ListedCustomer[],
  { debts, late }: KnownElsewhere,
  locale: Locale,
): CsvTable {
  const t = wordsFor(locale);
  const currencies = (['RUB', 'EUR', 'USD'] as const).filter((currency) =>
    debts.some((debt) => debt.currency === currency),
  );
  const owed = new Map(debts.map((debt) => [`${debt.customerId} ${debt.currency}`, debt]));
  return {
    name: `${t('customer.title')} ${formatDay(companyDay(ctx.clock), locale)}.csv`,
    head: [
      t('customer.name'),
      t('customer.kind'),
      t('customer.taxId'),
      t('customer.phone'),
      t('customer.address'),
      t('customer.segment'),
      t('customer.manager'),
      t('customer.csv.people'),
      t('customer.csv.since'),
      t('customer.csv.late'),
      ...currencies.flatMap((currency) => [
        t('customer.csv.due', { currency }),
        t('customer.csv.overdue', { currency }),
      ]),
    ],
    rows: customers.map((customer) => [
      customer.name,
      t(`customer.kind.${customer.kind}`),
      customer.taxId,
      customer.phone,
      customer.address,
      customer.segment,
      customer.manager?.name ?? null,
      customer.members,
      dayIn(customer.customerSince, COMPANY_TIME_ZONE),
      late.get(customer.id) ?? 0,
      ...currencies.flatMap((currency) => {
        const debt = owed.get(`${customer.id} ${currency}`);
        return [{ money: debt?.due ?? 0 }, { money: debt?.overdue ?? 0 }];
      }),
    ]),
  };
}
