import { formatDay } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import { exportInvoices, type ExportedInvoice, type InvoiceListOptions } from './invoice-list.queries.ts';
import type { Reader } from './paper.ts';

/** The list as it is filtered and sorted, as a table. The column of tax is there only where the company shows tax. */
export function invoiceTable(ctx: Ctx, options: InvoiceListOptions, { locale }: Reader): CsvTable | null {
  const taken = exportInvoices(ctx, options);
  if (!taken) return null;
  const { parts, withTax } = taken;
  const t = wordsFor(locale);
  return {
    name: `${t('invoice.title')} ${formatDay(companyDay(ctx.clock), locale)}.csv`,
    head: [
      t('invoice.csv.number'),
      t('invoice.column.title'),
      t('invoice.csv.order'),
      t('invoice.csv.issued'),
      t('invoice.csv.due'),
      t('invoice.column.state'),
      t('invoice.csv.currency'),
      t('invoice.csv.total'),
      ...(withTax ? [t('invoice.csv.tax')] : []),
      t('invoice.csv.paid'),
      t('invoice.csv.rest'),
    ],
    parts: rowsOf(parts, withTax, locale),
  };
}

async function* rowsOf(
  parts: AsyncIterable<readonly ExportedInvoice[]>,
  withTax: boolean,
  locale: Reader['locale'],
): AsyncGenerator<CsvRow[]> {
  const t = wordsFor(locale);
  for await (const invoices of parts) {
    yield invoices.map((invoice) => [
      invoice.number,
      invoice.title,
      invoice.orderNumber,
      // ISO days: every spreadsheet reads them as days and sorts them right.
      invoice.issuedOn,
      invoice.dueOn,
      t(`invoice.csv.state.${invoice.state}`),
      invoice.currency,
      { money: invoice.total },
      ...(withTax ? [invoice.tax === null ? null : { money: invoice.tax }] : []),
      { money: invoice.paid },
      { money: invoice.status === 'open' ? invoice.due : 0 },
    ]);
  }
}
