import type { Meilisearch, MultiSearchParams } from 'meilisearch';
import type { Audience } from './audience.ts';
import type { Encoder } from './encoder.ts';
import { countFacets } from './facets.ts';
import type { SearchAnswer, SearchHit, SearchRequest, SuggestRequest, TitleHit } from './index.ts';
import type { DocumentWords } from './known-words.ts';
import { findCandidates, type Candidates, type RunQueries } from './meilisearch/candidates.ts';
import { Quoter } from './meilisearch/quote.ts';
import { ReaderTokens } from './meilisearch/reader-tokens.ts';
import { termsToMark, titleOf } from './present.ts';
import { QuestionReader } from './question-reader.ts';
import type { Question } from './question.ts';
import { rank, rankSuggestions, type Found } from './rank.ts';
import { ranking } from './settings.ts';
import { termsOf } from './text.ts';

/** Milliseconds a reader waits before the built-in index answers instead. */
const PATIENCE = 2_000;

interface Options {
  client: Meilisearch;
  index: string;
  encoder: Encoder;
  /** The words a reader's question is read with. */
  wordsFor: (audience: Audience) => Promise<DocumentWords>;
}

/**
 * Answers questions with Meilisearch: questions are read by us, it finds candidates by their terms and by their vectors, and
 * both are ranked by the same rules as in the embedded index. Throws when Meilisearch does not answer.
 */
export class MeilisearchFinder {
  readonly #client: Meilisearch;
  readonly #index: string;
  readonly #wordsFor: Options['wordsFor'];
  readonly #reader: QuestionReader;
  readonly #quoter: Quoter;
  readonly #tokens: ReaderTokens;

  constructor({ client, index, encoder, wordsFor }: Options) {
    this.#client = client;
    this.#index = index;
    this.#wordsFor = wordsFor;
    this.#reader = new QuestionReader(encoder);
    this.#quoter = new Quoter(encoder);
    this.#tokens = new ReaderTokens(client, index);
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const { audience, locale, otherLocales = false, exact = false, offset = 0, limit } = request;
    const words = await this.#wordsFor(audience);
    const question = this.#reader.read(request.query, words, { exact });
    const vector = await this.#reader.meaningOf(question);
    const run = await this.#queriesOf(audience);
    const candidates = await findCandidates(run, { question, vector, words, locale, otherLocales });
    const { found, others } = rankCandidates(candidates, question, locale);
    const { chosen, categories, locales } = countFacets(found, request);
    const nearest = found.length > 0 ? [] : others.filter(({ cosine }) => cosine >= ranking.nearest).slice(0, 3);
    const show = (some: Found[]) => this.#show(some, { candidates, question, words, vector, run });
    return {
      hits: await show(chosen.slice(offset, offset + limit)),
      total: chosen.length,
      showingResultsFor: question.correctedBy ? question.text : null,
      correctedBy: question.correctedBy,
      categories,
      locales,
      nearest: await show(nearest),
    };
  }

  async suggest({ query, audience, locale, limit }: SuggestRequest): Promise<TitleHit[]> {
    const words = await this.#wordsFor(audience);
    const question = this.#reader.read(query, words, { typing: true });
    const vector = await this.#reader.meaningOf(question);
    const run = await this.#queriesOf(audience);
    const candidates = await findCandidates(run, { question, vector, words, locale, otherLocales: true });
    const { found, titles } = rankCandidates(candidates, question, locale);
    const terms = termsToMark(question);
    return rankSuggestions(found, { titles }, question)
      .slice(0, limit)
      .map((entry) => titleOf(entry, terms));
  }

  /**
   * Makes sure that searches can be asked for, with the keys as they are now.
   * @throws when Meilisearch does not answer, or the key in use may not do what is needed
   */
  async prepare(): Promise<void> {
    this.#tokens.forget();
    await this.#tokens.for('everything');
  }

  async #show(
    found: Found[],
    context: {
      candidates: Candidates;
      question: Question;
      words: DocumentWords;
      vector: Float32Array | null;
      run: RunQueries;
    },
  ): Promise<SearchHit[]> {
    const { candidates, question, words, vector, run } = context;
    const terms = termsToMark(question);
    const rows = candidates.documents;
    const documents = found.flatMap(({ document }) => rows.find(({ number }) => number === document.number) ?? []);
    const snippets = await this.#quoter.quote(run, documents, terms, words.vocabulary.weightOf, vector);
    return found.map((entry, i) => ({ ...titleOf(entry, terms), snippet: snippets[i] ?? [] }));
  }

  /** Queries run as a reader: with a token that sees what they may read and nothing else. */
  async #queriesOf(audience: Audience): Promise<RunQueries> {
    const headers = { authorization: `Bearer ${await this.#tokens.for(audience)}` };
    return async <T>(queries: Parameters<RunQueries>[0]): Promise<T[][]> => {
      if (queries.length === 0) return [];
      const params: MultiSearchParams = { queries: queries.map((query) => ({ ...query, indexUid: this.#index })) };
      const signal = AbortSignal.timeout(PATIENCE);
      const { results } = await this.#client.multiSearch(params, { headers, signal });
      return results.map(({ hits }) => hits as T[]);
    };
  }
}

function rankCandidates(candidates: Candidates, { terms }: Question, locale: string) {
  const titles = new Map(candidates.documents.map(({ number, title }) => [number, new Set(termsOf(title))]));
  return { titles, ...rank({ ...candidates, titles, terms, locale }) };
}
