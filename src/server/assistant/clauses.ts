import { cleanQuery } from '#search/text.ts';
import { withoutCourtesy } from './courtesy.ts';
import { allIngredients, type Ingredients } from './ingredients.ts';

/** Shorter messages are one clause. */
const LONG_WORDS = 12;
/** A clause longer than this is read by its parts. */
const CLAUSE_WORDS = 14;
/** Fewer words say nothing alone. */
const CLAUSE_LEAST = 3;
/** Read of one message at most, so that a pasted document costs no more than a long message. */
const CLAUSES = 10;
const READ_CHARACTERS = 2_000;

const SENTENCE_END = /(?<=[.!?…;\n])\s+|\n+/u;
const JOINT = /,\s+|\s[–—-]\s|\s+(?:потому что|поэтому|так что|because|so that|but|and|но)\s+/iu;

/** How many words a text has: numbers are words, marks are not. */
export const countWords = (text: string): number =>
  text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The whole message and, when it is long, its clauses: the point is often buried in one of them. Empty when nothing is said. */
export function clausesOf(text: string, { courtesy, clauses: apart }: Ingredients = allIngredients): string[] {
  const cleaned = (part: string): string =>
    withoutNumbers(courtesy ? withoutCourtesy(cleanQuery(part)) : cleanQuery(part));
  const whole = cleaned(text);
  if (whole === '') return [];
  if (!apart || countWords(text.slice(0, READ_CHARACTERS)) <= LONG_WORDS) return [whole];
  const clauses = text
    .slice(0, READ_CHARACTERS)
    .split(SENTENCE_END)
    .flatMap((sentence) => (countWords(sentence) > CLAUSE_WORDS ? partsOf(sentence) : [sentence]))
    .map(cleaned)
    .filter((clause) => countWords(clause) >= CLAUSE_LEAST);
  // What somebody wants is more often said last.
  return clauses.length < 2 ? [whole] : [whole, ...clauses.slice(-CLAUSES)];
}

const PHONE = /\+?\p{N}[\p{N}() -]{5,}\p{N}/gu;
const NUMBER = /(?:№|#|(?<!\p{L})No\.?)\s*\p{N}+|(?<![\p{L}\p{N}])\p{N}{3,}(?![\p{L}\p{N}])/gu;

/** Numbers of orders, invoices and phones say which one, not what about it; a message of nothing else stays as it is. */
function withoutNumbers(text: string): string {
  const plain = text.replace(PHONE, ' ').replace(NUMBER, ' ').replace(/\s+/gu, ' ').trim();
  return /\p{L}{2}/u.test(plain) ? plain : text;
}

/** A long sentence by its commas and conjunctions, short parts together with the next. */
function partsOf(sentence: string): string[] {
  const parts: string[] = [];
  let open = '';
  for (const part of sentence.split(JOINT)) {
    open = open === '' ? part : `${open}, ${part}`;
    if (countWords(open) < CLAUSE_LEAST + 2) continue;
    parts.push(open);
    open = '';
  }
  if (open !== '') parts.push(parts.length > 0 ? `${parts.pop() ?? ''}, ${open}` : open);
  return parts;
}
