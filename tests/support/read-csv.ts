/** Reads CSV back by RFC 4180, as a spreadsheet would: without the byte order mark, with quoted cells over several lines. */
export function readCsv(text: string, delimiter: ';' | ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\ufeff/, '');
  for (let i = 0; i < source.length; i++) {
    const mark = source[i] ?? '';
    if (quoted && mark === '"' && source[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (mark === '"') quoted = !quoted;
    else if (!quoted && mark === delimiter) {
      row.push(cell);
      cell = '';
    } else if (!quoted && mark === '\r' && source[i + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      i++;
    } else cell += mark;
  }
  return rows;
}
