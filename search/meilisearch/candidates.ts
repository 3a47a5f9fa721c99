import type { MultiSearchQuery } from 'meilisearch';
import type { Locale } from '#content/locales.ts';
import type { DocumentWords } from '../known-words.ts';
import type { Meaning } from '../question-reader.ts';
import type { Question } from '../question.ts';
import { languageOf, type Candidate } from '../rank.ts';
import { ranking } from '../settings.ts';
import { packVectors } from '../vectors.ts';
import { is, isNot, isOneOf } from './filter.ts';
import type { RowHead } from './row.ts';
import { asToken } from './token.ts';
import { asking, PASSAGES, scoring } from './settings.ts';

/** A document that may answer, numbered within one question. */
export type FoundRow = RowHead & { number: number };

export interface Candidates {
  rows: FoundRow[];
  /** What speaks for each. */
  candidates: Candidate[];
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

/** How near documents are to a question by meaning, by id; those that are not known are left out. */
export type Resemblances = (vector: Float32Array, ids: Iterable<string>) => Promise<ReadonlyMap<string, number>>;

interface Asked {
  question: Question;
  meaning: Meaning;
  words: DocumentWords;
  locale: Locale;
  otherLocales: boolean;
  resemblances: Resemblances;
}

const heads = ['row', 'id', 'key', 'locale', 'category', 'title', 'updatedOn', 'stamp', 'sentencesFrom'];

/** Asks for the documents that may answer a question, through queries that see only what the reader may read. */
export async function findCandidates(run: RunQueries, asked: Asked): Promise<Candidates> {
  const found = new Evidence();
  const asks = [...byWords(asked, found), ...byMeaning(asked, found)];
  const answers = await run<Hit>(asks.map(({ query }) => query));
  for (const [i, ask] of asks.entries()) ask.take(answers[i] ?? []);
  await found.compare(asked, found.rows.values());
  const rows = await inOwnLanguage(run, found, asked);
  return { rows, candidates: rows.map((row) => found.of(row)), isWrittenIn: found.isWrittenIn };
}

/** What the answers say of each document. */
class Evidence {
  readonly rows = new Map<string, FoundRow>();
  readonly words = new Map<number, number>();
  readonly cosines = new Map<number, number>();
  isWrittenIn = true;

  numberOf(head: RowHead): number {
    const known = this.rows.get(head.row);
    if (known) return known.number;
    const number = this.rows.size;
    this.rows.set(head.row, { ...head, number });
    return number;
  }

  of(row: FoundRow): Candidate {
    const { number } = row;
    const cosine = this.cosines.get(number) ?? 0;
    // Which passage is nearest is found out for those that are shown.
    return { document: row, words: this.words.get(number) ?? 0, cosine, passage: -1 };
  }

  /** What speaks for one document speaks for the other as well. */
  lend(from: FoundRow, to: FoundRow): void {
    for (const each of [this.words, this.cosines]) {
      const lent = each.get(from.number);
      if (lent !== undefined) each.set(to.number, Math.max(lent, each.get(to.number) ?? 0));
    }
  }

  /** Compares documents with all of their passages: in Meilisearch stand fewer vectors of each, to find them by. */
  async compare({ meaning: { vector }, resemblances }: Asked, rows: Iterable<FoundRow>): Promise<void> {
    if (!vector) return;
    const compared = [...rows];
    const near = await resemblances(
      vector,
      compared.map(({ id }) => id),
    );
    for (const { id, number } of compared) {
      const cosine = near.get(id);
      if (cosine !== undefined) this.cosines.set(number, cosine);
    }
  }
}

function byWords({ question, meaning, words, locale, otherLocales }: Asked, found: Evidence): Ask[] {
  const rarity = (term: string) => {
    const count = words.vocabulary.documentsWith(term);
    return scoring.weight * Math.log(1 + (words.documents - count + 0.5) / (count + 0.5));
  };
  const telling = (weighed: (readonly [term: string, weight: number])[], most: number) =>
    weighed
      .map(([term, weight]) => ({ term, weight: weight * rarity(term) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most);
  const terms = telling(
    question.terms.map((term) => [term, 1]),
    asking.terms,
  );
  const others = new Map(meaning.kin);
  for (const term of question.borrowed) others.set(term, ranking.borrowed);
  for (const term of question.terms) others.delete(term);
  // Where the question's own words are nowhere to be found, as in another language, the others must do.
  const unknown = terms.filter(({ term }) => !words.vocabulary.has(term)).length;
  const filter = otherLocales ? {} : { filter: is('locale', locale) };
  const query = (q: string) => ({
    ...{ q, ...filter, limit: asking.byTerm, attributesToRetrieve: heads, showRankingScore: true },
  });
  const single = [...terms, ...telling([...others], asking.others + unknown)].map(({ term, weight }): Ask => ({
    query: { ...query(asToken(term)), matchingStrategy: 'all' },
    take: (hits) => {
      for (const hit of hits) {
        const number = found.numberOf(hit);
        found.words.set(number, (found.words.get(number) ?? 0) + weight * (scoring.base + hit._rankingScore));
      }
    },
  }));
  if (terms.length < 2) return single;
  const together: Ask = {
    query: {
      ...query(terms.map(({ term }) => asToken(term)).join(' ')),
      // Drops words from the end, where the most common stand.
      ...{ matchingStrategy: 'last', showRankingScoreDetails: true },
    },
    take: (hits) => {
      for (const hit of hits) {
        // Common terms are in more documents than are listed for them: whoever has many of the terms gets credit for all.
        const has = terms.slice(0, hit._rankingScoreDetails?.words?.matchingWords ?? 1);
        const credit = has.reduce((sum, { weight }) => sum + weight, 0);
        const number = found.numberOf(hit);
        found.words.set(number, Math.max(found.words.get(number) ?? 0, credit));
      }
    },
  };
  return [...single, together];
}

function byMeaning({ meaning: { vector }, locale, otherLocales }: Asked, found: Evidence): Ask[] {
  if (!vector) return [];
  const hybrid = { embedder: PASSAGES, semanticRatio: 1 };
  const nearest = (filter: string): Ask['query'] => ({
    ...{ vector: [...packVectors([vector], vector.length).codes], hybrid, filter, limit: asking.byMeaning },
    ...{ attributesToRetrieve: heads, showRankingScore: true },
  });
  const take = (hits: Hit[]) => {
    for (const hit of hits) {
      // Meilisearch scores a cosine c as (1 + c) / 2.
      found.cosines.set(found.numberOf(hit), 2 * hit._rankingScore - 1);
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

/**
 * Puts documents that this reader can read in their own language in the place of those in another one. Those in the language of the
 * question lend what speaks for them.
 */
async function inOwnLanguage(run: RunQueries, found: Evidence, wanted: Asked): Promise<FoundRow[]> {
  const { locale, question } = wanted;
  const rows = [...found.rows.values()];
  const foreign = rows.filter((one) => one.locale !== locale);
  const own = new Map(rows.filter((one) => one.locale === locale).map((one) => [one.key, one]));
  const unknown = [...new Set(foreign.map(({ key }) => key))].filter((key) => !own.has(key));
  if (unknown.length > 0) {
    const filter = `${is('locale', locale)} AND ${isOneOf('key', unknown)}`;
    const [answers = []] = await run<RowHead>([{ filter, limit: unknown.length, attributesToRetrieve: heads }]);
    const fetched = answers.map((head) => ({ ...head, number: found.numberOf(head) }));
    await found.compare(wanted, fetched);
    for (const row of fetched) own.set(row.key, row);
  }
  const asked = languageOf(question.text) ?? locale;
  for (const one of foreign) {
    const shown = own.get(one.key);
    if (shown && one.locale === asked) found.lend(one, shown);
  }
  const isLent = ({ number }: FoundRow) => found.words.has(number) || found.cosines.has(number);
  return [...own.values()].filter(isLent).concat(foreign.filter(({ key }) => !own.has(key)));
}
