export {
  invoiceOpened,
  invoiceLinkMade,
  invoiceLinkRevoked,
  invoicePaid,
  invoiceReopened,
  invoiceVoided,
  invoiceWrittenOff,
  paymentFailed,
  paymentSucceeded,
  refundFailed,
  refundSucceeded,
} from './billing.events.ts';
export { createInvoice } from './create-invoice.ts';
export { discardDraft } from './discard-draft.ts';
export { draftInvoice, nextInvoiceNumber } from './draft-invoice.ts';
export { draftForm, offeredInLine, transferForm, type DraftInput } from './draft.schema.ts';
export { debtsOf, listDebtorIds, owedCurrencies, type Debt } from './debts.queries.ts';
export { creditOf, type Credit } from './credit.queries.ts';
export type {
  Currency,
  InstalmentState,
  InvoiceState,
  InvoiceStatus,
  PaymentMethod,
  PaymentStatus,
} from './invoice.ts';
export { getInvoice } from './invoice.queries.ts';
export { getPayment, getRefundable, type Refundable } from './payment-details.queries.ts';
export { invoiceFilters, invoiceSorts, type InvoiceFilter, type InvoiceSort } from './invoice-conditions.ts';
export { invoiceTable } from './invoice-csv.ts';
export {
  listInvoices,
  type InvoiceList,
  type InvoiceListOptions,
  type ListedInvoiceView,
} from './invoice-list.queries.ts';
export type { CurrencyTotals, ListedSum } from './invoice-totals.queries.ts';
export { canManageInvoices, canPayInvoice, canRefund, canSeeInvoice, canShareInvoice } from './invoice.policy.ts';
export type { InvoiceDetails, InvoiceSummary, PaymentDetails, PaymentView, RefundView } from './invoice.presenter.ts';
export { invoicePdf } from './invoice-pdf.ts';
export {
  invoiceNumber,
  newInvoice,
  newRefund,
  newTransfer,
  refundReasons,
  type NewInvoice,
  type NewRefund,
  type NewTransfer,
} from './invoice.schema.ts';
export { findByLink, listInvoiceLinks, noteLinkOpened, type InvoiceLinkView } from './invoice-link.queries.ts';
export { linkPath, payByLink, pdfByLink } from './pay-by-link.ts';
export { linkDays, newInvoiceLink, revokeInvoiceLink, shareInvoice } from './share-invoice.ts';
export { currentIssuer, getIssuer, issuerForm, issuerSchema, setIssuer, type Issuer } from './issuer.ts';
export { onInvoiceVoided, onInvoiceWrittenOff } from './on-invoice-voided.ts';
export {
  listOpenDueBetween,
  noticeOfInvoice,
  noticeOfPayment,
  noticeOfRefund,
  type InvoiceNotice,
} from './notices.queries.ts';
export { onPaymentSucceededCloseCheckout, onPaymentSucceededMailReceipt } from './on-payment-succeeded.ts';
export { openInvoice } from './open-invoice.ts';
export { receiveNotice } from './receive-notice.ts';
export { reconcilePayments, type Reconciliation } from './reconcile-payments.ts';
export { payChoices, type PayChoice } from './payment-choice.ts';
export { quoteTogether, type Quote } from './quote-together.queries.ts';
export { recordBankTransfer } from './record-bank-transfer.ts';
export { refundForm } from './refund.schema.ts';
export { refundPayment } from './refund-payment.ts';
export type { BankDetails, Requisite } from './requisites.ts';
export { settlePayment, type Settlement } from './settle-payment.ts';
export { MOST_TOGETHER, startInvoicePayment, startPayment, type StartedPayment } from './start-payment.ts';
export { receiptPdf } from './receipt-pdf.ts';
export type { CurrencyStatement, StatementLine } from './statement.ts';
export { closingWords, statementPdf, statementTable } from './statement-paper.ts';
export { movementWords } from './statement-words.ts';
export { getStatement, today, type Period, type Statement } from './statement.queries.ts';
export { useCredit } from './use-credit.ts';
export {
  listAllInvoices,
  staffInvoiceFilters,
  staffInvoiceSorts,
  type StaffInvoice,
  type StaffInvoiceFilter,
  type StaffInvoiceList,
  type StaffInvoiceSort,
} from './staff-invoice-list.queries.ts';
export { updateDraft } from './update-draft.ts';
export { voidInvoice, writeOffInvoice } from './void-invoice.ts';
export { forgetPerson } from './forget-person.ts';
export { countWaitingInvoices, countWaitingInvoicesOf } from './waiting-invoices.ts';
