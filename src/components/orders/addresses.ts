import { addresses } from '#components/layouts/addresses.ts';

export const orderPath = (number: string): string => `${addresses.cabinet.orders}/${encodeURIComponent(number)}`;

export function orderListPath(choice: { filter?: string | undefined; page?: number | undefined }): string {
  const query = new URLSearchParams();
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('state', choice.filter);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? addresses.cabinet.orders : `${addresses.cabinet.orders}?${query.toString()}`;
}
