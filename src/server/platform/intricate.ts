/** Quotations and lists within each other. Each level is one more call of the parser: thousands of them end it. */
const DEEPEST = 32;
/** Cells of tables: a head of a thousand columns makes each line below it a thousand cells, whatever stands in it. */
const MOST_CELLS = 25_000;
/** Marks times length of the piece they stand in, summed up: what the parser does for them grows like that. */
const MOST_STEPS = 100_000_000;

/** Characters; three times what an article may have, since blocks are put in. */
export const LONGEST = 300_000;

const MARKS = ['_', '*', '~', '[', '<', '`', '!'];
const CONTAINERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/;

/**
 * Whether a text would keep a Markdown parser busy for seconds, or end it: a reader's page must never wait for it. Takes time in
 * proportion to the length of the text.
 */
export function isIntricate(markdown: string): boolean {
  if (markdown.length > LONGEST) return true;
  let cells = 0;
  let steps = 0;
  for (const piece of markdown.split(/\n[ \t]*\n/)) {
    const lines = piece.split('\n');
    let widest = 0;
    for (const line of lines) {
      if (depthOf(line) > DEEPEST) return true;
      widest = Math.max(widest, count(line, '|'));
    }
    cells += widest * lines.length;
    steps += MARKS.reduce((sum, mark) => sum + count(piece, mark), 0) * piece.length;
    if (cells > MOST_CELLS || steps > MOST_STEPS) return true;
  }
  return false;
}

const depthOf = (line: string): number => CONTAINERS.exec(line)?.[0].match(/>|[-*+](?=[ \t]|$)|\d+[.)]/g)?.length ?? 0;

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) found++;
  return found;
}
