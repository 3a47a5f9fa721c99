import { canOpenSection, canSeeField } from '../customers/index.ts';
import type { Viewer } from '../identity/index.ts';
import type { InvoiceDetails, InvoiceSummary } from './invoice.presenter.ts';

/** What of an invoice the company shows this viewer; asked by everything that prints or sends one. */
export const shownOfInvoice = (viewer: Viewer, customerId: string) => ({
  lines: canSeeField(viewer, customerId, 'invoice.lines'),
  tax: canSeeField(viewer, customerId, 'invoice.tax'),
  /** Of which order it is: told only to those who could open that order. */
  order: canOpenSection(viewer, customerId, 'orders'),
});

/** An invoice of a list without what the company does not show this viewer. */
export const summaryFor = <T extends InvoiceSummary>(shows: ReturnType<typeof shownOfInvoice>, invoice: T): T =>
  shows.order ? invoice : { ...invoice, orderNumber: null };

/** An invoice without what the company does not show this viewer: page, PDF and assistant then know no more than each other. */
export function detailsFor(viewer: Viewer, invoice: InvoiceDetails): InvoiceDetails {
  const shows = shownOfInvoice(viewer, invoice.customerId);
  return {
    ...summaryFor(shows, invoice),
    lines: shows.lines ? invoice.lines : [],
    tax: shows.tax ? invoice.tax : null,
    taxRate: shows.tax ? invoice.taxRate : null,
  };
}
