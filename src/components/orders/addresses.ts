import { addresses } from '#components/layouts/addresses.ts';

export const orderPath = (number: string): string => `${addresses.cabinet.orders}/${encodeURIComponent(number)}`;
/** Where lines are chosen to be ordered once more. */
export const repeatPath = (number: string): string => `${orderPath(number)}/repeat`;
/** Begins a scenario about the order in a conversation. */
export const orderHelpPath = (number: string): string => `${orderPath(number)}/help`;

/** The ways a list of orders can be sorted, as people say them. */
export const orderOrders = ['newest', 'oldest', 'expected', 'amount'] as const;
export type OrderOrder = (typeof orderOrders)[number];

export interface OrderChoice {
  filter?: string | undefined;
  sort?: OrderOrder | undefined;
  search?: string | undefined;
  page?: number | undefined;
}

export function orderListPath(choice: OrderChoice): string {
  const query = orderQuery(choice);
  return query.size === 0 ? addresses.cabinet.orders : `${addresses.cabinet.orders}?${query.toString()}`;
}

/** The same rows as a table for spreadsheets. */
export function orderExportPath(choice: OrderChoice): string {
  const query = orderQuery({ ...choice, page: undefined }).toString();
  return `${addresses.cabinet.orders}/export${query === '' ? '' : `?${query}`}`;
}

/** What the address of a list says; the usual is left out. */
export function orderQuery({ filter, sort, search, page }: OrderChoice): URLSearchParams {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (filter !== undefined && filter !== 'all') query.set('state', filter);
  if (sort !== undefined && sort !== 'newest') query.set('sort', sort);
  if (page !== undefined && page > 1) query.set('page', String(page));
  return query;
}
