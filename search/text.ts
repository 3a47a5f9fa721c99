import stemmers from 'snowball-stemmers';
import { stopWords, wordFamilies } from './settings.ts';

/** A question longer than this is a pasted document; its beginning says enough. */
export const QUERY_LENGTH = 300;
/** Words of a question that are looked up. */
export const QUERY_WORDS = 32;
/** No language writes longer words; anything longer is noise (keys, tokens, a cat on the keyboard). */
const WORD_LENGTH = 40;

/** Letters, their marks and digits; anything else parts words, so no query syntax survives it. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const NOT_WORD = /[^\p{L}\p{M}\p{N}]/gu;
/** Control and formatting characters: zero-width spaces, soft hyphens, direction marks. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** A question as it is looked up: one line, visible characters only, of bounded length. Case is kept: it is shown again. */
export function cleanQuery(query: string): string {
  return query
    .slice(0, QUERY_LENGTH * 4)
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, QUERY_LENGTH)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
}

/** Normalizing and stemming cost microseconds, and the same words come again and again. */
const REMEMBERED = 50_000;
const normalized = new Map<string, string>();
const stems = new Map<string, string>();

function remembered(known: Map<string, string>, key: string, make: (key: string) => string): string {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, value);
  }
  return value;
}

/** A word as it is compared: composed, lower case, ё as е, without invisible characters and signs («⑴» is composed as «(1)»). */
export const normalizeWord = (word: string): string =>
  word.length > WORD_LENGTH * 2
    ? normalizeAnew(word.slice(0, WORD_LENGTH * 2))
    : remembered(normalized, word, normalizeAnew);

const normalizeAnew = (word: string): string =>
  word
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(NOT_WORD, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .slice(0, WORD_LENGTH);

export interface Word {
  /** Normalized. */
  word: string;
  /** Where it stands in the text it came from. */
  start: number;
  end: number;
}

/** The words of a text, with their places. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = normalizeWord(match[0]);
    if (word !== '') words.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

const russian = stemmers.newStemmer('russian');
const english = stemmers.newStemmer('english');
/** The Snowball stem of a normalized word, by its alphabet: счета → счет, invoices → invoic. */
export const stemOf = (word: string): string => remembered(stems, word, stemAnew);

const stemAnew = (word: string): string =>
  /^[а-я]+$/.test(word) ? russian.stem(word) : /^[a-z]+$/.test(word) ? english.stem(word) : word;

/** Stem → the stem that stands for its family; Snowball cuts endings but does not join оплата and оплаченный. */
const families = new Map<string, string>();
for (const family of wordFamilies) {
  const [head, ...others] = family.split(' ').map((word) => stemOf(normalizeWord(word)));
  for (const other of others) if (head !== undefined) families.set(other, head);
}

const members = new Map<string, string[]>();
for (const [stem, head] of families) members.set(head, [...(members.get(head) ?? []), stem]);

/** The stems that a term stands for. */
export const stemsOf = (term: string): string[] => [term, ...(members.get(term) ?? [])];

/** What a word is indexed and looked up as: the head of its family, or its stem. */
export function termOf(word: string): string {
  const stem = stemOf(word);
  return families.get(stem) ?? stem;
}

const ignored = new Set(stopWords.split(/\s+/).map(normalizeWord));

/** Words that say nothing about the subject: они, как, the. A single letter is one, a digit is not. */
export const isStopWord = (word: string): boolean => ignored.has(word) || (word.length === 1 && !/\p{N}/u.test(word));

/** How words become terms. */
export interface Reading {
  termOf: (word: string) => string;
  isStopWord: (word: string) => boolean;
}

/** As everything is read, unless something is left out to measure it (ingredients.ts). */
export const fullReading: Reading = { termOf, isStopWord };

/** The terms of a text in order, without stop words. */
export const termsOf = (text: string, reading: Reading = fullReading): string[] =>
  wordsOf(text).flatMap(({ word }) => (reading.isStopWord(word) ? [] : [reading.termOf(word)]));
