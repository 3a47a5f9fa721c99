import { addresses } from '#components/layouts/addresses.ts';

export const invoicePath = (number: string): string => `${addresses.cabinet.invoices}/${encodeURIComponent(number)}`;
export const invoicePdfPath = (number: string): string => `${invoicePath(number)}/pdf`;
/** Where links without sign-in are made and revoked. */
export const invoiceLinksPath = (number: string): string => `${invoicePath(number)}/links`;
export const paymentsPath = (number: string): string => `${invoicePath(number)}/payments`;
export const paymentPath = (number: string, paymentId: string): string => `${paymentsPath(number)}/${paymentId}`;
export const receiptPath = (number: string, paymentId: string): string => `${paymentPath(number, paymentId)}/receipt`;
/** Takes the ticked invoices as `invoice`, once each. */
export const payTogetherPath = `${addresses.cabinet.invoices}/pay`;
export const statementPath = `${addresses.cabinet.invoices}/statement`;

export interface InvoiceChoice {
  filter?: string | undefined;
  sort?: string | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
  search?: string | undefined;
  currency?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  orderNumber?: string | undefined;
}

/** The list with a filter, a sorting and a page; what is usual is left out of the address. */
export const invoiceListPath = (choice: InvoiceChoice): string => withQuery(addresses.cabinet.invoices, choice);

/** The same rows as a table for spreadsheets. */
export const invoiceExportPath = (choice: InvoiceChoice): string =>
  withQuery(`${addresses.cabinet.invoices}/export`, { ...choice, page: undefined });

function withQuery(path: string, choice: InvoiceChoice): string {
  const query = new URLSearchParams();
  if (choice.search) query.set('q', choice.search);
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('state', choice.filter);
  for (const name of ['from', 'to', 'currency', 'orderNumber'] as const) {
    const value = choice[name];
    if (value !== undefined && value !== '') query.set(name, value);
  }
  if (choice.sort !== undefined && choice.sort !== 'issued') query.set('sort', choice.sort);
  if (choice.descending === false) query.set('order', 'asc');
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The page of an invoice with a way of paying chosen: its bank code asks for that, and the form shows what was typed. */
export const chosenPath = (page: string, choice: { pay: string; amount: string; wrong?: string }): string =>
  `${page}?${new URLSearchParams(choice).toString()}#pay`;

/** The page that shows what these invoices come to together. */
export const payThesePath = (numbers: readonly string[]): string =>
  `${payTogetherPath}?${new URLSearchParams(numbers.map((number) => ['invoice', number])).toString()}`;
