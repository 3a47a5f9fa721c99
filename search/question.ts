import type { BorrowedWords } from './alphabets.ts';
import type { Ingredients } from './ingredients.ts';
import { otherLayout, type LetterPairs } from './keyboard.ts';
import { ranking } from './settings.ts';
import { cleanQuery, QUERY_WORDS, wordsOf, type Reading, type Word } from './text.ts';
import { inCyrillic } from './translit.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a question is read with. */
export interface Knowledge {
  /** Words of the documents. */
  vocabulary: Vocabulary;
  borrowed: BorrowedWords;
  /** Words of the language: right, though no document has them. */
  dictionary: ReadonlySet<string>;
  /** How likely letters are to follow each other in the language. */
  letters: () => LetterPairs;
  /** How words become terms. */
  reading: Reading;
  ingredients: Ingredients;
}

/** A question as it will be looked up. */
export interface Question {
  /** In the words that are searched, corrected where they were. */
  text: string;
  /** What corrected it; null when it is looked up as typed. */
  correctedBy: 'layout' | 'translit' | 'typo' | null;
  /** What to look up. A half typed word stands for several. */
  terms: string[];
  /** Terms of the other alphabet that sound alike. */
  borrowed: string[];
  /** Its telling words. */
  words: string[];
  /** No word of it is one: there is no meaning to compare. */
  isNonsense: boolean;
}

/** How much likelier the other layout's letters must be when no word of either is known (natural logarithm, per pair). */
const CLEARLY_LIKELIER = 1.5;

/** What comes of turning noise has keys for signs among its letters: «бдщгхжъ» → `,lou[;]`. */
const ONLY_WORDS = /^[\p{L}\p{N}\s-]+[.,?!]*$/u;

/**
 * Reads a question: bounded, with the keyboard layout put right and misspelled words replaced by known ones.
 * @param options.typing the last word may still be unfinished
 * @param options.exact look up what was typed and nothing else
 */
export function readQuestion(
  raw: string,
  known: Knowledge,
  options: { typing?: boolean; exact?: boolean } = {},
): Question {
  const typed = cleanQuery(raw);
  if (options.exact) return { text: typed, correctedBy: null, ...lookUp(typed, known, false) };
  const { layout, typos, borrowed } = known.ingredients;
  const turned = layout ? rescueLayout(typed, known) : null;
  const russian = turned === null && borrowed ? spelledInCyrillic(typed, known) : null;
  const rescued = turned ?? russian ?? typed;
  const spelled = typos ? correctSpelling(rescued, known) : rescued;
  const correctedBy = turned !== null ? 'layout' : russian !== null ? 'translit' : spelled !== typed ? 'typo' : null;
  return { text: spelled, correctedBy, ...lookUp(spelled, known, options.typing ?? false) };
}

const telling = (text: string, { reading }: Knowledge): Word[] =>
  wordsOf(text)
    .slice(0, QUERY_WORDS)
    .filter(({ word }) => !reading.isStopWord(word));

function lookUp(
  text: string,
  known: Knowledge,
  typing: boolean,
): Pick<Question, 'terms' | 'borrowed' | 'words' | 'isNonsense'> {
  const { vocabulary, borrowed, ingredients } = known;
  const { termOf } = known.reading;
  const words = telling(text, known).map(({ word }) => word);
  const terms = new Set<string>();
  const alike = new Set<string>();
  for (const [i, word] of words.entries()) {
    terms.add(termOf(word));
    const last = i === words.length - 1;
    const isKnown = vocabulary.knows(word);
    if (last && (typing || !isKnown)) for (const longer of vocabulary.completions(word)) terms.add(termOf(longer));
    if (isKnown) continue;
    const guess = ingredients.typos ? vocabulary.nearest(word) : null;
    if (guess?.isForm) terms.add(termOf(guess.word));
    if (ingredients.borrowed) for (const term of borrowed.termsLike(word)) alike.add(term);
  }
  return {
    terms: [...terms],
    borrowed: [...alike].filter((term) => !terms.has(term)),
    words,
    isNonsense: alike.size === 0 && words.length > 0 && words.every((word) => isNonsense(word, known)),
  };
}

const isKnown = (word: string, { vocabulary, reading }: Knowledge): boolean =>
  reading.isStopWord(word) || vocabulary.knows(word) || (word.length > 2 && vocabulary.completions(word).length > 0);

function spelledInCyrillic(text: string, { vocabulary, reading, dictionary }: Knowledge): string | null {
  const isTelling = (word: string) => !reading.isStopWord(word);
  const isWord = (word: string) =>
    word.length > 1 && (!isTelling(word) || vocabulary.knows(word) || dictionary.has(word));
  return inCyrillic(text, isWord, isTelling);
}

/** Single letters are left over where a word has keys for signs among its letters: «кэшбек» → `r'i,tr`. */
const isKnownHere = (word: string, known: Knowledge): boolean => word.length > 1 && isKnown(word, known);

/** Neither known nor like a word: «фыкпрст». Short ones and those with digits may be names and numbers. */
const isNonsense = (word: string, known: Knowledge): boolean =>
  word.length > 3 &&
  /^\p{L}+$/u.test(word) &&
  !isKnown(word, known) &&
  !known.dictionary.has(word) &&
  known.vocabulary.nearest(word) === null &&
  known.letters().plausibility(word) < ranking.nonsense;

function rescueLayout(text: string, known: Knowledge): string | null {
  const other = otherLayout(text);
  if (other === null) return null;
  const typed = wordsOf(text).slice(0, QUERY_WORDS);
  const turned = wordsOf(other).slice(0, QUERY_WORDS);
  if (typed.length === 0 || turned.length === 0) return null;
  const share = (words: Word[], test: (word: string) => boolean) =>
    words.filter(({ word }) => test(word)).length / words.length;
  const [asTyped, asTurned] = [
    share(typed, (word) => isKnownHere(word, known)),
    share(turned, (word) => isKnownHere(word, known)),
  ];
  if (asTurned > asTyped) return asTurned >= 0.5 ? other : null;
  if (asTyped > 0 || share(typed, (word) => known.dictionary.has(word)) > 0) return null;
  // No word is known either way («привет»): the language or its letters tell which alphabet was meant.
  if (share(turned, (word) => known.dictionary.has(word)) >= 0.5) return other;
  if (!ONLY_WORDS.test(other)) return null;
  const letters = known.letters();
  const likely = (words: Word[]) => words.reduce((sum, { word }) => sum + letters.plausibility(word), 0) / words.length;
  return likely(turned) > ranking.nonsense && likely(turned) - likely(typed) > CLEARLY_LIKELIER ? other : null;
}

function correctSpelling(text: string, known: Knowledge): string {
  let corrected = text;
  // From the end, so that places stay right.
  for (const { word, start, end } of telling(text, known).reverse()) {
    if (isKnown(word, known) || known.dictionary.has(word) || known.borrowed.termsLike(word).length > 0) continue;
    const guess = known.vocabulary.nearest(word);
    if (guess && !guess.isForm) corrected = corrected.slice(0, start) + guess.word + corrected.slice(end);
  }
  return corrected;
}
