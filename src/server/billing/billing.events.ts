import { defineEvent } from '../platform/events.ts';

/** `byUserId`: who did it; null for the application, the provider and the bank. */
interface OfInvoice {
  invoiceId: string;
  byUserId: string | null;
}
interface OfPayment {
  paymentId: string;
  /** The first of its invoices, where its page lives. */
  invoiceId: string;
  /** All of them. */
  invoiceIds: string[];
  byUserId: string | null;
}
interface OfRefund {
  refundId: string;
  paymentId: string;
  /** The invoice the payment was begun at. */
  invoiceId: string;
  byUserId: string | null;
}

export const invoiceOpened = defineEvent<OfInvoice>('invoice.opened');
/** Everything due has come in. */
export const invoicePaid = defineEvent<OfInvoice>('invoice.paid');
/** It was paid, and money was given back: something is due again. */
export const invoiceReopened = defineEvent<OfInvoice>('invoice.reopened');
export const invoiceVoided = defineEvent<OfInvoice>('invoice.voided');
export const invoiceWrittenOff = defineEvent<OfInvoice>('invoice.writtenOff');
/** Money came in; its invoices may still be due in part. */
export const paymentSucceeded = defineEvent<OfPayment>('payment.succeeded');
/** A payment ended without money. */
export const paymentFailed = defineEvent<OfPayment>('payment.failed');
/** Money went back to the customer. */
export const refundSucceeded = defineEvent<OfRefund>('refund.succeeded');
export const refundFailed = defineEvent<OfRefund>('refund.failed');
/** An invoice was given out by a link without sign-in, and taken back. */
export const invoiceLinkMade = defineEvent<{ linkId: string; invoiceId: string; byUserId: string }>(
  'invoice_link.made',
);
export const invoiceLinkRevoked = defineEvent<{ linkId: string; invoiceId: string; byUserId: string }>(
  'invoice_link.revoked',
);
