import { dayIn, formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay, COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import type { ListedCustomer } from './customer-list.queries.ts';

type Currency = 'RUB' | 'EUR' | 'USD';

/** What other modules know of customers. */
export interface KnownElsewhere {
  /** Currencies in which anybody owes. */
  currencies: readonly Currency[];
  /** What these customers owe, in minor units. */
  debtsOf: (
    customerIds: readonly string[],
  ) => Promise<readonly { customerId: string; currency: Currency; due: number; overdue: number }[]>;
  /** How many orders are late, by customer. */
  late: ReadonlyMap<string, number>;
}

/** Customers as a table. Money stands in two columns for every currency somebody owes in. Days are ISO 8601. */
export function customerTable(
  ctx: Pick<Ctx, 'clock'>,
  customers: AsyncIterable<readonly ListedCustomer[]>,
  known: KnownElsewhere,
  locale: Locale,
): CsvTable {
  const t = wordsFor(locale);
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
      ...known.currencies.flatMap((currency) => [
        t('customer.csv.due', { currency }),
        t('customer.csv.overdue', { currency }),
      ]),
    ],
    parts: partsOf(customers, known, locale),
  };
}

async function* partsOf(
  customers: AsyncIterable<readonly ListedCustomer[]>,
  { currencies, debtsOf, late }: KnownElsewhere,
  locale: Locale,
): AsyncGenerator<CsvRow[]> {
  const t = wordsFor(locale);
  for await (const part of customers) {
    const debts = await debtsOf(part.map(({ id }) => id));
    const owed = new Map(debts.map((debt) => [`${debt.customerId} ${debt.currency}`, debt]));
    yield part.map((customer) => [
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
    ]);
  }
}
