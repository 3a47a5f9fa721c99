import { formatDate, formatMoney } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import type { InvoiceDetails, PaymentView } from './invoice.presenter.ts';
import type { Reader } from './paper.ts';

/** How money came, in words for paper. */
export function paymentWay(payment: Pick<PaymentView, 'method' | 'reference'>, { locale }: Reader): string {
  const t = wordsFor(locale);
  if (payment.method === 'bank_transfer') return t('payment.transfer', { reference: payment.reference ?? '' });
  return t(`payment.${payment.method}`);
}

/** The money that really came for an invoice, the oldest first. */
export function paymentRows(
  invoice: Pick<InvoiceDetails, 'payments'>,
  reader: Reader,
): { date: string; what: string; amount: string }[] {
  const { locale, timeZone } = reader;
  return invoice.payments
    .filter((payment) => payment.status === 'succeeded')
    .toReversed()
    .map((payment) => ({
      date: formatDate(payment.settledAt ?? payment.startedAt, locale, 'long', timeZone),
      what: paymentWay(payment, reader),
      amount: formatMoney(payment.amount, payment.currency, locale),
    }));
}
