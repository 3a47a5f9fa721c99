import { formatDay, formatMoney, formatNumber } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';
import { makePdf, type Pair, type Sheet } from '../platform/pdf/index.ts';
import { getInvoice } from './invoice.queries.ts';
import type { InvoiceDetails } from './invoice.presenter.ts';
import { getIssuer } from './issuer.ts';
import { footerOf, loadParties, partiesBlock, statedOn, type PaperOf, type Reader } from './paper.ts';
import { moneyRows } from './payment-words.ts';
import { bankDetails, type BankDetails } from './requisites.ts';

/**
 * An invoice on paper: what its page shows this viewer, and no more. Null where the page would not be found. The file is the
 * same as long as nothing about the invoice changes on a day.
 */
export async function invoicePdf(ctx: Ctx, number: string, reader: Reader): Promise<PaperOf | null> {
  const invoice = await getInvoice(ctx, number);
  if (!invoice) return null;
  const { locale } = reader;
  const t = wordsFor(locale);
  const issuer = await getIssuer(ctx.db.read);
  const parties = await loadParties(ctx, invoice.customerId, invoice.currency, locale);
  const brand = await getBrand(ctx.db.read);
  // Once paid there is nothing to scan, but the seller's account stays part of the paper.
  const account = invoice.bank ?? bankDetails(issuer, { ...invoice, due: 0 });
  const title = t('invoice.one', { number });
  const bytes = await makePdf(
    { title, locale, author: brand.legal[locale], createdAt: ctx.clock.now(), footer: footerOf(brand, locale) },
    (sheet) => {
      sheet.header({
        over: brand.legal[locale],
        title,
        detail: [
          t('invoice.from', { date: formatDay(invoice.issuedOn, locale) }),
          t('invoice.paper.due', { date: formatDay(invoice.dueOn, locale) }),
          ...(invoice.orderNumber === null ? [] : [t('invoice.orderLink', { number: invoice.orderNumber })]),
        ].join(' · '),
      });
      partiesBlock(sheet, parties, locale);
      sheet.heading(invoice.title);
      drawLines(sheet, invoice, reader);
      drawState(sheet, invoice, reader);
      if (account) drawAccount(sheet, invoice, account, reader);
      drawPayments(sheet, invoice, reader);
    },
  );
  return { bytes, name: `${title}.pdf` };
}

function drawLines(sheet: Sheet, invoice: InvoiceDetails, { locale }: Reader): void {
  const t = wordsFor(locale);
  const money = (amount: number) => formatMoney(amount, invoice.currency, locale).replace('-', '−');
  const { lines, total, tax, taxRate, paid, due, status } = invoice;
  const foot = [
    { cells: [t('invoice.line.total'), '', '', money(total)], bold: true },
    ...(tax === null || taxRate === null
      ? []
      : [
          taxRate === 0
            ? { cells: [t('invoice.paper.noTax'), '', '', ''], muted: true }
            : {
                cells: [t('invoice.paper.tax', { rate: formatNumber(taxRate / 100, locale) }), '', '', money(tax)],
                muted: true,
              },
        ]),
    ...(paid > 0 && status === 'open'
      ? [
          { cells: [t('invoice.paper.already'), '', '', money(paid)], muted: true },
          { cells: [t('invoice.due.heading'), '', '', money(due)], bold: true },
        ]
      : []),
  ];
  const columns = [
    { label: t('invoice.line.description') },
    { label: t('invoice.line.quantity'), num: true },
    { label: t('invoice.line.price'), num: true },
    { label: t('invoice.line.amount'), num: true },
  ];
  const rows = lines.map(({ description, quantity, unit, unitPrice, amount }) => ({
    cells: [description, `${formatNumber(quantity, locale)}\u00a0${unit}`.trim(), money(unitPrice), money(amount)],
  }));
  sheet.table({
    columns,
    // Where the company does not show the lines, what the invoice is for stands in their place.
    rows: rows.length > 0 ? rows : [{ cells: [invoice.title, '', '', money(total)] }],
    foot,
  });
}

function drawState(sheet: Sheet, invoice: InvoiceDetails, reader: Reader): void {
  sheet.gap(8);
  sheet.text(statedOn(invoice, reader), { bold: true });
}

function drawAccount(sheet: Sheet, invoice: InvoiceDetails, account: BankDetails, { locale }: Reader): void {
  const t = wordsFor(locale);
  const pairs: Pair[] = account.requisites
    .filter(({ label }) => invoice.bank !== null || label !== 'bank.purpose')
    .map(({ label, shown }) => ({ label: t(label), value: shown }));
  sheet.heading(t('invoice.requisites'));
  const { qr } = account;
  if (!qr || invoice.bank === null) {
    sheet.pairs(pairs);
    return;
  }
  sheet.beside(
    0.72,
    () => {
      sheet.pairs(pairs);
    },
    () => {
      sheet.mark(qr, 118);
      sheet.gap(4);
      sheet.text(t(`invoice.qr.${account.standard}`), { bold: true, size: 8 });
      sheet.text(t('invoice.qr.how'), { muted: true, size: 8 });
    },
    170,
  );
}

function drawPayments(sheet: Sheet, invoice: InvoiceDetails, reader: Reader): void {
  const { locale } = reader;
  const t = wordsFor(locale);
  const rows = moneyRows(invoice, reader);
  if (rows.length === 0) return;
  sheet.heading(t('invoice.payments'));
  sheet.table({
    columns: [
      { label: t('paper.date'), share: 1 },
      { label: t('paper.what'), share: 3 },
      { label: t('invoice.line.amount'), num: true },
    ],
    rows: rows.map(({ date, what, amount }) => ({ cells: [date, what, amount] })),
  });
}
