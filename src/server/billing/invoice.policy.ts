import { canOpenSection } from '../customers/index.ts';
import { isCustomer, isStaff, type Viewer } from '../identity/index.ts';
import { isPayable, type InvoiceStatus } from './invoice.ts';

/** Owners and accountants of the customer, our people who look after customers, and the system. Drafts are ours alone. */
export const canSeeInvoice = (viewer: Viewer, invoice: { customerId: string; status?: InvoiceStatus }): boolean =>
  canOpenSection(viewer, invoice.customerId, 'invoices') && (invoice.status !== 'draft' || !isCustomer(viewer));

/** Only the customer's own people pay, and only what is open. */
export const canPayInvoice = (
  viewer: Viewer,
  invoice: { customerId: string; status: InvoiceStatus; due: number },
): boolean => isCustomer(viewer) && canSeeInvoice(viewer, invoice) && isPayable(invoice, invoice.due);

/** Who issues, voids and writes off invoices and books transfers. */
export const canManageInvoices = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'editor');

/** Who gives money back: it leaves the company, so not everyone who answers customers. */
export const canRefund = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && (viewer.role === 'supervisor' || viewer.role === 'admin'));

/** Only the customer's own people give an invoice out by a link, and only one that still stands. */
export const canShareInvoice = (viewer: Viewer, invoice: { customerId: string; status: InvoiceStatus }): boolean =>
  isCustomer(viewer) && canSeeInvoice(viewer, invoice) && invoice.status !== 'void';
