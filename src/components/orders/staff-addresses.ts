import { addresses } from '#components/layouts/addresses.ts';

export const staffOrdersPath = addresses.desk.orders;
export const staffOrderPath = (number: string): string => `${staffOrdersPath}/${encodeURIComponent(number)}`;

export const shipmentPath = (number: string, shipmentId = 'new'): string =>
  `${staffOrderPath(number)}/shipments/${shipmentId}`;

/** A new order, with its customer when that is known. */
export const newOrderPath = (customer?: string): string =>
  customer === undefined
    ? `${staffOrdersPath}/new`
    : `${staffOrdersPath}/new?${new URLSearchParams({ customer }).toString()}`;

export interface StaffOrderChoice {
  q?: string | undefined;
  filter?: string | undefined;
  customer?: string | undefined;
  page?: number | undefined;
}

/** The list of all customers' orders; what is usual is left out of the address. */
export function staffOrderListPath(choice: StaffOrderChoice): string {
  const query = new URLSearchParams();
  if (choice.q) query.set('q', choice.q);
  if (choice.filter !== undefined && choice.filter !== 'active') query.set('state', choice.filter);
  if (choice.customer) query.set('customer', choice.customer);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? staffOrdersPath : `${staffOrdersPath}?${query.toString()}`;
}
