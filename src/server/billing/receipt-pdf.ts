import { formatDate, formatMoney } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';
import { makePdf } from '../platform/pdf/index.ts';
import { getInvoice } from './invoice.queries.ts';
import { footerOf, loadParties, partiesBlock, type PaperOf, type Reader } from './paper.ts';
import { getPayment } from './payment-details.queries.ts';
import { paymentWay } from './payment-words.ts';

/**
 * What a payer takes along as proof: who paid whom, how much, when, how, and for which invoices. Null for a payment that has
 * brought no money, and where its page would not be found.
 */
export async function receiptPdf(
  ctx: Ctx,
  input: { number: string; paymentId: string },
  reader: Reader,
): Promise<PaperOf | null> {
  const payment = await getPayment(ctx, input);
  const invoice = payment?.status === 'succeeded' ? await getInvoice(ctx, input.number) : null;
  if (!payment || !invoice) return null;
  const { locale, timeZone } = reader;
  const t = wordsFor(locale);
  const money = (amount: number) => formatMoney(amount, payment.currency, locale).replace('-', '−');
  const day = (at: Date) => formatDate(at, locale, 'full', timeZone);
  const brand = await getBrand(ctx.db.read);
  const parties = await loadParties(ctx, invoice.customerId, payment.currency, locale);
  const title = t('receipt.title');
  const given = payment.refunds.filter((refund) => refund.status === 'succeeded');
  const credited = payment.invoices.reduce((sum, each) => sum + each.credited, 0);
  const bytes = await makePdf(
    { title, locale, author: brand.legal[locale], createdAt: ctx.clock.now(), footer: footerOf(brand, locale) },
    (sheet) => {
      sheet.header({
        over: brand.legal[locale],
        title,
        detail: day(payment.settledAt ?? payment.startedAt),
      });
      partiesBlock(sheet, parties, locale);
      sheet.heading(t('receipt.payment'));
      sheet.pairs([
        { label: t('receipt.amount'), value: money(payment.whole) },
        { label: t('receipt.way'), value: paymentWay(payment, reader) },
        { label: t('receipt.id'), value: payment.id },
      ]);
      sheet.heading(t('receipt.for'));
      sheet.table({
        columns: [
          { label: t('invoice.csv.number'), share: 1 },
          { label: t('invoice.column.title'), share: 3 },
          { label: t('invoice.line.amount'), num: true },
        ],
        rows: [
          ...payment.invoices.map((each) => ({ cells: [each.number, each.title, money(each.amount - each.credited)] })),
          ...(credited > 0 ? [{ cells: ['', t('receipt.credited'), money(credited)] }] : []),
        ],
        foot: [{ cells: [t('receipt.received'), '', money(payment.whole)], bold: true }],
      });
      if (given.length === 0) return;
      sheet.heading(t('receipt.refunds'));
      sheet.table({
        columns: [{ label: t('paper.date') }, { label: t('invoice.line.amount'), num: true }],
        rows: given.map((refund) => ({ cells: [day(refund.settledAt ?? refund.startedAt), money(refund.amount)] })),
      });
    },
  );
  return { bytes, name: `${title} ${input.number}.pdf` };
}
