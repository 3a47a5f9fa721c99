import { addresses } from '#components/layouts/addresses.ts';

export const invoicePath = (number: string): string => `${addresses.cabinet.invoices}/${encodeURIComponent(number)}`;
export const invoicePdfPath = (number: string): string => `${invoicePath(number)}/pdf`;
export const paymentsPath = (number: string): string => `${invoicePath(number)}/payments`;
export const paymentPath = (number: string, paymentId: string): string => `${paymentsPath(number)}/${paymentId}`;

/** The list with a filter, a sorting and a page; what is usual is left out of the address. */
export function invoiceListPath(choice: {
  filter?: string | undefined;
  sort?: string | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
}): string {
  const query = new URLSearchParams();
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('state', choice.filter);
  if (choice.sort !== undefined && choice.sort !== 'issued') query.set('sort', choice.sort);
  if (choice.descending === false) query.set('order', 'asc');
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? addresses.cabinet.invoices : `${addresses.cabinet.invoices}?${query.toString()}`;
}
