import { z } from 'zod';
import { orderOrders, type OrderOrder } from '#components/orders/addresses.ts';
import { orderFilters, type OrderListOptions, type OrderSort } from '#server/orders/index.ts';

const ways: Record<OrderOrder, { sort: OrderSort; descending: boolean }> = {
  newest: { sort: 'placed', descending: true },
  oldest: { sort: 'placed', descending: false },
  expected: { sort: 'expected', descending: false },
  amount: { sort: 'amount', descending: true },
};

/** What the address of the list says. What it cannot mean is read as the usual list. */
const choice = z.object({
  state: z.enum(orderFilters).catch('all'),
  sort: z.enum(orderOrders).catch('newest'),
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** The list an address asks for: as the server takes it, and as the links of the page say it. */
export function readChoice(query: URLSearchParams) {
  const { state: filter, sort, q: search, page } = choice.parse(Object.fromEntries(query));
  const asked: OrderListOptions = { filter, search, page, ...ways[sort] };
  return { filter, sort, search, asked };
}
