import { formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import { exportOrders, type OrderListOptions } from './order-list.queries.ts';
import type { OrderSummary } from './order.presenter.ts';

/**
 * The list as it is filtered and sorted, as a table; null where the list is. Sums are there only where the company shows
 * prices. Days are ISO 8601: every spreadsheet reads them as days and sorts them right.
 */
export function orderTable(ctx: Ctx, options: OrderListOptions, locale: Locale): CsvTable | null {
  const taken = exportOrders(ctx, options);
  if (!taken) return null;
  const t = wordsFor(locale);
  const { parts, prices } = taken;
  return {
    name: `${t('order.title')} ${formatDay(companyDay(ctx.clock), locale)}.csv`,
    head: [
      t('order.column.number'),
      t('order.edit.title'),
      t('order.edit.placedOn'),
      t('order.csv.shipsOn'),
      t('order.csv.state'),
      ...(prices ? [t('order.csv.currency'), t('order.line.total')] : []),
    ],
    parts: rowsOf(parts, prices, locale),
  };
}

async function* rowsOf(
  parts: AsyncIterable<readonly OrderSummary[]>,
  prices: boolean,
  locale: Locale,
): AsyncGenerator<CsvRow[]> {
  const t = wordsFor(locale);
  for await (const orders of parts) {
    yield orders.map((order) => [
      order.number,
      order.title,
      order.placedOn,
      order.state.status === 'canceled' ? null : order.state.expectedOn,
      t(stateWord(order)),
      ...(prices ? [order.currency, { money: order.total ?? 0 }] : []),
    ]);
  }
}

/** As the page says it, without days: those have a column. */
function stateWord({ state, overdue }: OrderSummary): WordKey {
  if (state.status === 'canceled') return 'order.state.canceled';
  if (state.status === 'completed') return 'order.state.completed';
  if (overdue) return 'order.state.overdue';
  if (state.delay) return 'order.csv.state.delayed';
  if (state.status === 'placed') return 'order.state.placed';
  if (state.now === 'delivery') return 'order.state.onTheWay';
  return state.now === 'installation' ? 'order.state.delivered' : 'order.csv.state.active';
}
