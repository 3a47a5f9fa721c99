export { invoiceOpened, invoicePaid, invoiceVoided, paymentFailed, paymentSucceeded } from './billing.events.ts';
export { createInvoice } from './create-invoice.ts';
export type { Currency, InvoiceState, InvoiceStatus, PaymentMethod, PaymentStatus } from './invoice.ts';
export { debtsOf, listDebtorIds, type Debt } from './debts.queries.ts';
export { getInvoice, getPayment } from './invoice.queries.ts';
export {
  invoiceFilters,
  invoiceSorts,
  listInvoices,
  type CurrencyTotals,
  type InvoiceFilter,
  type InvoiceList,
  type InvoiceSort,
} from './invoice-list.queries.ts';
export { canManageInvoices, canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
export type { InvoiceDetails, InvoiceSummary, PaymentView } from './invoice.presenter.ts';
export { invoicePdf } from './invoice-pdf.ts';
export { invoiceNumber, newInvoice, newTransfer, type NewInvoice, type NewTransfer } from './invoice.schema.ts';
export { getIssuer, issuerSchema, setIssuer, type Issuer } from './issuer.ts';
export { onInvoiceVoided } from './on-invoice-voided.ts';
export { onPaymentSucceededCloseCheckout, onPaymentSucceededMailReceipt } from './on-payment-succeeded.ts';
export { openInvoice } from './open-invoice.ts';
export { receiveNotice } from './receive-notice.ts';
export { reconcilePayments, type Reconciliation } from './reconcile-payments.ts';
export { recordBankTransfer } from './record-bank-transfer.ts';
export type { BankDetails, Requisite } from './requisites.ts';
export { settlePayment, type Settlement } from './settle-payment.ts';
export { startInvoicePayment, type StartedPayment } from './start-invoice-payment.ts';
export { voidInvoice } from './void-invoice.ts';
export { countWaitingInvoices } from './waiting-invoices.ts';
