import { formatDay, formatMoney } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';
import type { CsvRow, CsvTable } from '../platform/csv.ts';
import { makePdf, type Sheet } from '../platform/pdf/index.ts';
import { footerOf, loadParties, partiesBlock, type PaperOf, type Reader } from './paper.ts';
import type { CurrencyStatement } from './statement.ts';
import { movementWords } from './statement-words.ts';
import { getStatement, movementsByMonth, type Period, type Statement } from './statement.queries.ts';

/** The statement as a table: opening, every movement however many, closing, for each currency. Null where the page would not be found. */
export async function statementTable(ctx: Ctx, period: Period, { locale }: Reader): Promise<CsvTable | null> {
  const statement = await getStatement(ctx, period);
  if (!statement) return null;
  const t = wordsFor(locale);
  const head = [
    t('paper.date'),
    t('paper.what'),
    t('statement.charged'),
    t('statement.settled'),
    t('statement.balance'),
    t('invoice.csv.currency'),
  ];
  return { name: `${nameOf(statement, locale)}.csv`, head, parts: partsOf(ctx, statement, locale) };
}

async function* partsOf(ctx: Ctx, statement: Statement, locale: Reader['locale']): AsyncGenerator<CsvRow[]> {
  const t = wordsFor(locale);
  for (const part of statement.currencies) {
    const sum = (day: string, words: string, money: number) => [day, words, null, null, { money }, part.currency];
    yield [sum(statement.from, t('statement.opening'), part.opening)];
    let balance = part.opening;
    const months = statement.tooLong ? movementsByMonth(ctx, statement.customerId, statement) : [part.lines];
    for await (const month of months) {
      const movements = month.filter(({ currency }) => currency === part.currency);
      yield movements.map((movement) => {
        balance += movement.amount;
        return [
          movement.day,
          movementWords(movement, locale),
          movement.amount > 0 ? { money: movement.amount } : null,
          movement.amount < 0 ? { money: -movement.amount } : null,
          { money: balance },
          part.currency,
        ];
      });
    }
    yield [sum(statement.to, t('statement.closing'), balance)];
  }
}

/** The statement on paper. Null where the page would not be found. */
export async function statementPdf(ctx: Ctx, period: Period, reader: Reader): Promise<PaperOf | null> {
  const statement = await getStatement(ctx, period);
  if (!statement) return null;
  const { locale } = reader;
  const t = wordsFor(locale);
  const brand = await getBrand(ctx.db.read);
  const [main = 'RUB'] = statement.currencies.map(({ currency }) => currency);
  const parties = await loadParties(ctx, statement.customerId, main, locale);
  const name = nameOf(statement, locale);
  const bytes = await makePdf(
    { title: name, locale, author: brand.legal[locale], createdAt: ctx.clock.now(), footer: footerOf(brand, locale) },
    (sheet) => {
      sheet.header({
        over: brand.legal[locale],
        title: t('statement.title'),
        detail: t('statement.for', {
          from: formatDay(statement.from, locale),
          to: formatDay(statement.to, locale),
        }),
      });
      partiesBlock(sheet, parties, locale);
      if (statement.currencies.length === 0) sheet.text(t('statement.empty'));
      for (const part of statement.currencies) drawCurrency(sheet, statement, part, reader);
    },
  );
  return { bytes, name: `${name}.pdf` };
}

function drawCurrency(sheet: Sheet, statement: Statement, part: CurrencyStatement, { locale }: Reader): void {
  const t = wordsFor(locale);
  const money = (amount: number) => formatMoney(amount, part.currency, locale).replace('-', '−');
  const day = (value: string) => formatDay(value, locale);
  sheet.heading(t('statement.in', { currency: t(`currency.${part.currency}`) }));
  if (statement.tooLong) sheet.text(t('statement.tooLong'), { muted: true });
  const row = (date: string, what: string, balance: number) => ({
    cells: [date, what, '', '', money(balance)],
    bold: true,
  });
  sheet.table({
    columns: [
      { label: t('paper.date'), share: 1 },
      { label: t('paper.what'), share: 2.4 },
      { label: t('statement.charged'), num: true },
      { label: t('statement.settled'), num: true },
      { label: t('statement.balance'), num: true },
    ],
    rows: [
      row(day(statement.from), t('statement.opening'), part.opening),
      ...(statement.tooLong ? [] : part.lines).map((line) => ({
        cells: [
          day(line.day),
          movementWords(line, locale),
          line.amount > 0 ? money(line.amount) : '',
          line.amount < 0 ? money(-line.amount) : '',
          money(line.balance),
        ],
      })),
    ],
    foot: [
      { cells: ['', t('statement.turnover'), money(part.charged), money(part.settled), ''], muted: true },
      row(day(statement.to), t('statement.closing'), part.closing),
    ],
  });
  sheet.gap(6);
  sheet.text(closingWords(part, locale), { bold: true });
}

/** Who owes whom at the end, in a sentence. */
export function closingWords(part: CurrencyStatement, locale: Reader['locale']): string {
  const t = wordsFor(locale);
  const money = (amount: number) => formatMoney(amount, part.currency, locale);
  const said =
    part.closing > 0
      ? t('statement.youOwe', { amount: money(part.closing) })
      : part.closing < 0
        ? t('statement.weOwe', { amount: money(-part.closing) })
        : t('statement.even');
  if (part.credit <= 0 || part.due <= 0) return said;
  return `${said} ${t('statement.made', { due: money(part.due), credit: money(part.credit) })}`;
}

function nameOf({ from, to }: Period, locale: Reader['locale']): string {
  const t = wordsFor(locale);
  return `${t('statement.title')} ${from} — ${to}`;
}
