import { stringify } from 'csv-stringify/sync';
import type { Locale } from '#content/locales.ts';

/** What stands in a cell: text, a whole number, or money in minor units of a currency with two digits. */
export type CsvCell = string | number | null | { money: number };

export type CsvRow = readonly CsvCell[];

/**
 * A table to take along. `name` is what the reader's computer calls the file, with its ending. Its rows come part by part as
 * they are read, however many there are: they leave with the first reading.
 */
export interface CsvTable {
  name: string;
  head: readonly string[];
  parts: AsyncIterable<readonly CsvRow[]> | Iterable<readonly CsvRow[]>;
}

/** Spreadsheets open a file by the customs of their country: Russian ones expect `;` and a decimal comma. */
const customs: Record<Locale, { delimiter: string; point: string }> = {
  ru: { delimiter: ';', point: ',' },
  en: { delimiter: ',', point: '.' },
};

/**
 * A table as CSV (RFC 4180), a piece for its head and each of its parts, in UTF-8 with a byte order mark, without which Excel takes Cyrillic for another encoding. Text that
 * a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV Injection); numbers stay numbers.
 */
export async function* csvPieces(
  { head, parts }: Pick<CsvTable, 'head' | 'parts'>,
  locale: Locale,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(BYTE_ORDER_MARK + lines([head], locale));
  for await (const rows of parts) if (rows.length > 0) yield encoder.encode(lines(rows, locale));
}

const BYTE_ORDER_MARK = '\ufeff';

function lines(rows: readonly CsvRow[], locale: Locale): string {
  const { delimiter, point } = customs[locale];
  const records = rows.map((row) => row.map(toField));
  return stringify(records, {
    delimiter,
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    cast: { bigint: (minor) => decimal(minor, point) },
  });
}

// Money travels through the library as a bigint: so it tells a negative amount from a formula that begins with a minus.
const toField = (cell: CsvCell): string | number | bigint | null =>
  typeof cell === 'object' && cell !== null ? BigInt(cell.money) : cell;

function decimal(minor: bigint, point: string): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}${point}${digits.slice(-2)}`;
}
