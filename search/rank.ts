import type { Resemblance } from './collection.ts';
import type { Question } from './question.ts';
import { ranking } from './settings.ts';
import type { LoadedDocument } from './stored-document.ts';

/** What is ranked and shown of a document. */
export type Head = Pick<
  LoadedDocument,
  'number' | 'id' | 'key' | 'locale' | 'category' | 'title' | 'updatedOn' | 'sentencesFrom'
>;

export interface Found {
  document: Head;
  score: number;
  cosine: number;
  /** The passage that is nearest by meaning. */
  passage: number;
}

type Titles = ReadonlyMap<number, ReadonlySet<string>>;

interface Evidence {
  /** Terms of each title, by document number. */
  titles: Titles;
  /** Those that may be found. */
  documents: readonly Head[];
  /** bm25 by document number. */
  byWords: ReadonlyMap<number, number>;
  byBorrowed: ReadonlyMap<number, number>;
  byMeaning: ReadonlyMap<number, Resemblance>;
  /** What the words of the question are looked up as. */
  terms: readonly string[];
  locale: string;
  /** Whether the reader can read anything at all in their language. */
  isWrittenIn: boolean;
}

/** Orders documents by one score of words and meaning; `others` are those that were not found, nearest by meaning first. */
export function rank({ titles, documents, byWords, byBorrowed, byMeaning, terms, locale, isWrittenIn }: Evidence): {
  found: Found[];
  others: Found[];
} {
  const found: Found[] = [];
  const others: Found[] = [];
  // Where nothing is written in the reader's language, a weaker likeness is better than nothing.
  const likeAbroad = isWrittenIn ? ranking.meansTheSameAbroad : ranking.meansTheSameOnlyAbroad;
  for (const document of documents) {
    const { number } = document;
    const isOwn = document.locale === locale;
    const words = (byWords.get(number) ?? 0) + ranking.borrowed * (byBorrowed.get(number) ?? 0);
    const { cosine, passage } = byMeaning.get(number) ?? { cosine: 0, passage: 0 };
    const meaning = ranking.meaning * Math.max(0, cosine) * (isOwn ? 1 : ranking.abroad);
    const entry = { document, score: words + meaning, cosine, passage };
    const meansTheSame = cosine >= (isOwn ? ranking.meansTheSame : likeAbroad);
    (words > 0 || meansTheSame ? found : others).push(entry);
  }
  const least = Math.max(0, ...found.map(({ score }) => score)) * ranking.keep;
  const hasAll = ({ number }: Head) => terms.every((term) => titles.get(number)?.has(term));
  const isTitled = terms.length > 0 && found.some(({ document }) => document.locale === locale && hasAll(document));
  const place = ({ document, score }: Found) =>
    isTitled && document.locale !== locale ? score / ranking.clearlyBetter : score;
  found.sort((a, b) => place(b) - place(a));
  return {
    found: found.filter(({ score }) => score >= least),
    others: others.sort((a, b) => b.cosine - a.cosine),
  };
}

const HOW_TO = /^(?:как|how to)\s/iu;

/** Orders what is offered while one types: titles that have the words, first of them those that say how to do it. */
export function rankSuggestions(
  found: readonly Found[],
  { titles }: { titles: Titles },
  { terms, borrowed, words }: Question,
): Found[] {
  const typed = [...terms, ...borrowed];
  const titled = found.map((entry) => {
    const { number, title } = entry.document;
    const has = typed.filter((term) => titles.get(number)?.has(term)).length;
    const bonus = ranking.titled * Math.min(1, has / Math.max(1, words)) + (HOW_TO.test(title) ? ranking.howTo : 0);
    return { entry, has, score: entry.score + bonus };
  });
  // Only titles are shown: one without any of the words looks like a mistake beside those that have them.
  const shown = titled.some(({ has }) => has > 0) ? titled.filter(({ has }) => has > 0) : titled;
  return shown.sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}
