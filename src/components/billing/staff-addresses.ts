import { addresses } from '#components/layouts/addresses.ts';

export const staffInvoicesPath = addresses.desk.invoices;
export const staffInvoicePath = (number: string): string => `${staffInvoicesPath}/${encodeURIComponent(number)}`;
/** Gives money of a payment back; reached through any invoice it was for. */
export const refundPath = (number: string, paymentId: string): string =>
  `${staffInvoicePath(number)}/payments/${paymentId}/refund`;
export const editInvoicePath = (number: string): string => `${staffInvoicePath(number)}/edit`;

/** A new draft, with what is known already. */
export function newInvoicePath(known: { customer?: string | undefined; order?: string | undefined } = {}): string {
  const query = new URLSearchParams();
  if (known.customer !== undefined) query.set('customer', known.customer);
  if (known.order !== undefined) query.set('order', known.order);
  return query.size === 0 ? `${staffInvoicesPath}/new` : `${staffInvoicesPath}/new?${query.toString()}`;
}

export interface StaffInvoiceChoice {
  q?: string | undefined;
  filter?: string | undefined;
  customer?: string | undefined;
  sort?: string | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
}

/** The list of all customers' invoices; what is usual is left out of the address. */
export function staffInvoiceListPath(choice: StaffInvoiceChoice): string {
  const query = new URLSearchParams();
  if (choice.q) query.set('q', choice.q);
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('state', choice.filter);
  if (choice.customer) query.set('customer', choice.customer);
  if (choice.sort !== undefined && choice.sort !== 'issued') query.set('sort', choice.sort);
  if (choice.descending === false) query.set('order', 'asc');
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? staffInvoicesPath : `${staffInvoicesPath}?${query.toString()}`;
}
