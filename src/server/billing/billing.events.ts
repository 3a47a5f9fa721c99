import { defineEvent } from '../platform/events.ts';

export const invoiceOpened = defineEvent<{ invoiceId: string }>('invoice.opened');
/** Everything due has come in. */
export const invoicePaid = defineEvent<{ invoiceId: string }>('invoice.paid');
export const invoiceVoided = defineEvent<{ invoiceId: string }>('invoice.voided');
/** Money came in; the invoice may still be due in part. */
export const paymentSucceeded = defineEvent<{ paymentId: string; invoiceId: string }>('payment.succeeded');
/** A payment ended without money. */
export const paymentFailed = defineEvent<{ paymentId: string; invoiceId: string }>('payment.failed');
