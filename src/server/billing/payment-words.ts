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

/** The money that really came for an invoice and went back, the oldest first. */
export function moneyRows(
  invoice: Pick<InvoiceDetails, 'payments' | 'refunds'>,
  reader: Reader,
): { date: string; what: string; amount: string }[] {
  const { locale, timeZone } = reader;
  const t = wordsFor(locale);
  const came = invoice.payments.map((payment) => ({ ...payment, what: paymentWay(payment, reader), sign: '' }));
  const went = invoice.refunds.map((refund) => ({ ...refund, what: t('receipt.refund'), sign: '−' }));
  return [...came, ...went]
    .filter(({ status }) => status === 'succeeded')
    .map((row) => ({ ...row, at: row.settledAt ?? row.startedAt }))
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, what, sign, amount, currency }) => ({
      date: formatDate(at, locale, 'long', timeZone),
      what,
      amount: sign + formatMoney(amount, currency, locale),
    }));
}
