/** A piece of a line: words, or an address that can be followed. */
export interface TextPart {
  text: string;
  href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'«»]+/gu;
/** Punctuation after an address belongs to the sentence. */
const TRAILING = /[.,:;!?)\]…]+$/u;

/** Plain text as paragraphs of lines: blank lines part paragraphs, web addresses become links. Nothing else is markup. */
export const paragraphsOf = (text: string): TextPart[][][] =>
  text
    .split(/\n{2,}/u)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => paragraph.split('\n').map(partsOf));

function partsOf(line: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const href = match[0].replace(TRAILING, '');
    if (!URL.canParse(href)) continue;
    if (match.index > from) parts.push({ text: line.slice(from, match.index), href: null });
    parts.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < line.length) parts.push({ text: line.slice(from), href: null });
  return parts;
}
