/** A piece of a line: words, or an address that can be followed. */
export interface TextPart {
  text: string;
  href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'«»]+/gu;
/** Punctuation after an address belongs to the sentence. */
const TRAILING = /[.,:;!?)\]…]+$/u;
const OPENS = ' (';

/** An address of ours that is shown by words. */
export interface KnownAddress {
  host: string;
  path: string;
  /** Where the link leads instead: it may know the way back. */
  href: string;
  /** Words before the address in brackets that become the link: «Войдите (https://…)». */
  called: string;
  /** Stands for the address where those words are missing. */
  words: string;
}

/** Plain text as paragraphs of lines: blank lines part paragraphs, web addresses become links. Nothing else is markup. */
export const paragraphsOf = (text: string, known: readonly KnownAddress[] = []): TextPart[][][] =>
  text
    .split(/\n{2,}/u)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => paragraph.split('\n').map((line) => partsOf(line, known)));

function partsOf(line: string, known: readonly KnownAddress[]): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const href = match[0].replace(TRAILING, '');
    if (!URL.canParse(href)) continue;
    const end = match.index + href.length;
    const link = linkOf(new URL(href), line.slice(from, match.index), line[end] === ')', known);
    const words = link ?? { before: line.slice(from, match.index), text: href, href, closes: false };
    if (words.before !== '') parts.push({ text: words.before, href: null });
    parts.push({ text: words.text, href: words.href });
    from = end + (words.closes ? 1 : 0);
  }
  if (from < line.length) parts.push({ text: line.slice(from), href: null });
  return parts;
}

/** The words for an address of ours, and what is left of the text before it; null for any other address. */
function linkOf({ host, pathname }: URL, before: string, inBrackets: boolean, known: readonly KnownAddress[]) {
  const found = known.find((address) => address.host === host && address.path === pathname);
  if (!found) return null;
  const { href, words } = found;
  const start = before.length - OPENS.length - found.called.length;
  const text = before.slice(start, start + found.called.length);
  return inBrackets && start >= 0 && before.endsWith(OPENS) && text.toLowerCase() === found.called.toLowerCase()
    ? { before: before.slice(0, start), text, href, closes: true }
    : { before, text: words, href, closes: false };
}
