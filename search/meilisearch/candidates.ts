import type { MultiSearchQuery } from 'meilisearch';
import type { Locale } from '#content/locales.ts';
import type { DocumentWords } from '../known-words.ts';
import type { Resemblance } from '../collection.ts';
import type { Question } from '../question.ts';
import { packVectors } from '../vectors.ts';
import { is, isNot, isOneOf } from './filter.ts';
import type { RowHead } from './row.ts';
import { asking, PASSAGES, scoring } from './settings.ts';

/** A document that may answer, numbered within one question. */
export type Candidate = RowHead & { number: number };

export interface Candidates {
  documents: Candidate[];
  byWords: Map<number, number>;
  byBorrowed: Map<number, number>;
  byMeaning: Map<number, Resemblance>;
  /** Whether the reader can read anything in their language. */
  isWrittenIn: boolean;
}

interface Hit extends RowHead {
  _rankingScore: number;
  _rankingScoreDetails?: { words?: { matchingWords: number } };
}

/** One query of a question, and what its hits are worth. */
interface Ask {
  query: Omit<MultiSearchQuery, 'indexUid'>;
  take: (hits: Hit[]) => void;
}

/** Runs queries at once, as one reader. */
export type RunQueries = <T>(queries: Omit<MultiSearchQuery, 'indexUid'>[]) => Promise<T[][]>;

interface Asked {
  question: Question;
  vector: Float32Array | null;
  words: DocumentWords;
  locale: Locale;
  otherLocales: boolean;
}

const heads = ['row', 'id', 'key', 'locale', 'category', 'title', 'updatedOn', 'stamp', 'sentencesFrom'];

/** Asks for the documents that may answer a question, through queries that see only what the reader may read. */
export async function findCandidates(run: RunQueries, asked: Asked): Promise<Candidates> {
  const found = new Evidence();
  const asks = [...byWords(asked, found), ...byMeaning(asked, found)];
  const answers = await run<Hit>(asks.map(({ query }) => query));
  for (const [i, ask] of asks.entries()) ask.take(answers[i] ?? []);
  found.assumeMeaning(asked.locale);
  const documents = await withoutTranslated(run, [...found.documents.values()], asked);
  return { ...found.scores, documents, isWrittenIn: found.isWrittenIn };
}

/** What the answers say of each document. */
class Evidence {
  readonly documents = new Map<string, Candidate>();
  readonly scores = {
    byWords: new Map<number, number>(),
    byBorrowed: new Map<number, number>(),
    byMeaning: new Map<number, Resemblance>(),
  };
  isWrittenIn = true;

  numberOf(head: RowHead): number {
    const known = this.documents.get(head.row);
    if (known) return known.number;
    const number = this.documents.size;
    this.documents.set(head.row, { ...head, number });
    return number;
  }

  /**
   * Documents found by their words and not listed among the nearest are no nearer than the last that is listed: they get its
   * cosine, or they would stand too far behind it.
   */
  assumeMeaning(locale: string): void {
    const { byMeaning } = this.scores;
    for (const isOwn of [true, false]) {
      const documents = [...this.documents.values()].filter((one) => (one.locale === locale) === isOwn);
      const listed = documents.flatMap(({ number }) => byMeaning.get(number) ?? []);
      if (listed.length < asking.byMeaning) continue;
      const cosine = Math.min(...listed.map((one) => one.cosine));
      for (const { number } of documents) {
        if (!byMeaning.has(number)) byMeaning.set(number, { cosine, passage: -1 });
      }
    }
  }
}

function byWords({ question, words, locale, otherLocales }: Asked, found: Evidence): Ask[] {
  const rarity = (term: string) => {
    const count = words.vocabulary.documentsWith(term);
    return scoring.weight * Math.max(1e-6, Math.log((words.documents - count + 0.5) / (count + 0.5)));
  };
  const telling = (terms: readonly string[]) =>
    terms
      .map((term) => ({ term, weight: rarity(term) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, asking.terms);
  const filter = otherLocales ? {} : { filter: is('locale', locale) };
  const query = (q: string) => ({
    ...{ q, ...filter, limit: asking.byTerm, attributesToRetrieve: heads, showRankingScore: true },
  });
  const single = (terms: readonly string[], scores: Map<number, number>): Ask[] =>
    telling(terms).map(({ term, weight }) => ({
      query: { ...query(term), matchingStrategy: 'all' },
      take: (hits) => {
        for (const hit of hits) {
          const number = found.numberOf(hit);
          scores.set(number, (scores.get(number) ?? 0) + weight * (scoring.base + hit._rankingScore));
        }
      },
    }));
  const terms = telling(question.terms);
  const together: Ask = {
    query: {
      ...query(terms.map(({ term }) => term).join(' ')),
      // Drops words from the end, where the most common stand.
      ...{ matchingStrategy: 'last', showRankingScoreDetails: true },
    },
    take: (hits) => {
      for (const hit of hits) {
        // Common terms are in more documents than are listed for them: whoever has many of the terms gets credit for all.
        const has = terms.slice(0, hit._rankingScoreDetails?.words?.matchingWords ?? 1);
        const credit = has.reduce((sum, { weight }) => sum + weight, 0);
        const number = found.numberOf(hit);
        found.scores.byWords.set(number, Math.max(found.scores.byWords.get(number) ?? 0, credit));
      }
    },
  };
  return [
    ...single(question.terms, found.scores.byWords),
    ...single(question.borrowed, found.scores.byBorrowed),
    ...(terms.length > 1 ? [together] : []),
  ];
}

function byMeaning({ vector, locale, otherLocales }: Asked, found: Evidence): Ask[] {
  if (!vector) return [];
  const hybrid = { embedder: PASSAGES, semanticRatio: 1 };
  const nearest = (filter: string): Ask['query'] => ({
    ...{ vector: [...packVectors([vector], vector.length).codes], hybrid, filter, limit: asking.byMeaning },
    ...{ attributesToRetrieve: heads, showRankingScore: true },
  });
  const take = (hits: Hit[]) => {
    for (const hit of hits) {
      // Meilisearch scores a cosine c as (1 + c) / 2.
      found.scores.byMeaning.set(found.numberOf(hit), { cosine: 2 * hit._rankingScore - 1, passage: -1 });
    }
  };
  const own: Ask = {
    query: nearest(is('locale', locale)),
    take: (hits) => {
      // Something is always nearest, unless there is nothing.
      found.isWrittenIn = hits.length > 0;
      take(hits);
    },
  };
  return otherLocales ? [own, { query: nearest(isNot('locale', locale)), take }] : [own];
}

/** Leaves out documents in another language that this reader can read in their own. */
async function withoutTranslated(run: RunQueries, documents: Candidate[], { locale }: Asked): Promise<Candidate[]> {
  const foreign = new Set(documents.filter((one) => one.locale !== locale).map(({ key }) => key));
  for (const one of documents) if (one.locale === locale) foreign.delete(one.key);
  const own = new Set(documents.filter((one) => one.locale === locale).map(({ key }) => key));
  if (foreign.size > 0) {
    const filter = `${is('locale', locale)} AND ${isOneOf('key', [...foreign])}`;
    const [rows = []] = await run<{ key: string }>([{ filter, limit: foreign.size, attributesToRetrieve: ['key'] }]);
    for (const { key } of rows) own.add(key);
  }
  return documents.filter((one) => one.locale === locale || !own.has(one.key));
}
