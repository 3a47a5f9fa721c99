import type { Question } from './question.ts';
import { ranking } from './settings.ts';
import { fullReading, termsOf, type Reading } from './text.ts';

/** What is ranked and shown of a document. */
export interface Head {
  number: number;
  id: string;
  key: string;
  locale: string;
  category: string;
  title: string;
  updatedOn: string;
  /** The first passage that is of its sentences; before them are title and questions. */
  sentencesFrom: number;
}

/** A document that may answer, and what speaks for it. */
export interface Candidate {
  document: Head;
  /** How well its words fit: bm25 of the question's words, and less of their kin. */
  words: number;
  /** How near its nearest passages are by meaning. */
  cosine: number;
  /** The passage that is nearest by meaning. */
  passage: number;
}

export interface Found extends Candidate {
  score: number;
}

interface Asked {
  question: Pick<Question, 'text' | 'terms'>;
  /** The reader's language. */
  locale: string;
  /** Whether the reader can read anything at all in their language. */
  isWrittenIn: boolean;
  reading?: Reading;
}

/** Titles that are read to see whether one says just what was asked. */
const TITLES = 30;

/** Orders documents by one score of words and meaning; `others` are those that were not found, nearest by meaning first. */
export function rank(
  candidates: Iterable<Candidate>,
  { question, locale, isWrittenIn, reading = fullReading }: Asked,
): { found: Found[]; others: Found[] } {
  const found: Found[] = [];
  const others: Found[] = [];
  // Where nothing is written in the reader's language, a weaker likeness is better than nothing.
  const likeAbroad = isWrittenIn ? ranking.meansTheSameAbroad : ranking.meansTheSameOnlyAbroad;
  const asked = languageOf(question.text) ?? locale;
  let best = 0;
  for (const { document, words, cosine, passage } of candidates) {
    const sameLanguage = document.locale === asked;
    const entry = { document, words, cosine, passage, score: words + ranking.meaning * Math.max(0, cosine) };
    const meansTheSame = cosine >= (sameLanguage ? ranking.meansTheSame : likeAbroad);
    if (words > 0 || meansTheSame) {
      found.push(entry);
      best = Math.max(best, entry.score);
    } else others.push(entry);
  }
  const kept = found.filter(({ score }) => score >= best * ranking.keep).sort((a, b) => b.score - a.score);
  const { terms } = question;
  const isTitled =
    terms.length > 0 &&
    kept.slice(0, TITLES).some(({ document }) => {
      if (document.locale !== locale) return false;
      const titled = termsOfTitle(document.title, reading);
      return terms.every((term) => titled.has(term));
    });
  const place = ({ document, score }: Found) => (document.locale === locale ? score : score / ranking.clearlyBetter);
  return {
    found: isTitled ? kept.sort((a, b) => place(b) - place(a)) : kept,
    others: others.sort((a, b) => b.cosine - a.cosine),
  };
}

/** The language a question is written in, by its letters; null when they do not tell. */
export function languageOf(text: string): 'ru' | 'en' | null {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return cyrillic > latin ? 'ru' : latin > cyrillic ? 'en' : null;
}

const HOW_TO = /^(?:как|how to)\s/iu;

/** Orders what is offered while one types: titles that have the words, first of them those that say how to do it. */
export function rankSuggestions(
  found: readonly Found[],
  { terms, borrowed, words }: Question,
  reading: Reading = fullReading,
): Found[] {
  const typed = [...terms, ...borrowed];
  const titled = found.map((entry) => {
    const { title } = entry.document;
    const own = termsOfTitle(title, reading);
    const has = typed.filter((term) => own.has(term)).length;
    const bonus =
      ranking.titled * Math.min(1, has / Math.max(1, words.length)) + (HOW_TO.test(title) ? ranking.howTo : 0);
    return { entry, has, score: entry.score + bonus };
  });
  // Only titles are shown: one without any of the words looks like a mistake beside those that have them.
  const shown = titled.some(({ has }) => has > 0) ? titled.filter(({ has }) => has > 0) : titled;
  return shown.sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}

const REMEMBERED = 5_000;
const titles = new Map<string, ReadonlySet<string>>();

function termsOfTitle(title: string, reading: Reading): ReadonlySet<string> {
  if (reading !== fullReading) return new Set(termsOf(title, reading));
  let terms = titles.get(title);
  if (!terms) {
    if (titles.size >= REMEMBERED) titles.clear();
    titles.set(title, (terms = new Set(termsOf(title))));
  }
  return terms;
}
