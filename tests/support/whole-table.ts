import { csvPieces, type CsvCell, type CsvTable } from '#server/platform/csv.ts';
import { readCsv } from './read-csv.ts';

/** A table whose parts have all been read. */
export interface WholeTable extends Pick<CsvTable, 'name' | 'head'> {
  rows: (readonly CsvCell[])[];
}

/** Reads all parts of a table; nothing stays nothing. */
export async function wholeTable(table: CsvTable | null | undefined): Promise<WholeTable | null> {
  if (!table) return null;
  const parts = await Array.fromAsync(table.parts);
  return { name: table.name, head: table.head, rows: parts.flat() };
}

/** A table as it leaves in Russian, and as a spreadsheet reads it back. */
export async function csvRows(table: CsvTable): Promise<string[][]> {
  return readCsv(Buffer.concat(await Array.fromAsync(csvPieces(table, 'ru'))).toString('utf8'), ';');
}
