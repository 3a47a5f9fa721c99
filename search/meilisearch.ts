import { MeilisearchRequestError, type Meilisearch, type MultiSearchParams } from 'meilisearch';
import type { Audience } from './audience.ts';
import type { Encoder } from './encoder.ts';
import { countFacets } from './facets.ts';
import type { SearchAnswer, SearchHit, SearchRequest, SuggestRequest, TitleHit } from './index.ts';
import type { DocumentWords } from './known-words.ts';
import { findCandidates, type Candidates, type Resemblances, type RunQueries } from './meilisearch/candidates.ts';
import { Quoter } from './meilisearch/quote.ts';
import { ReaderTokens } from './meilisearch/reader-tokens.ts';
import { termsToMark, titleOf } from './present.ts';
import { QuestionReader, type Meaning } from './question-reader.ts';
import type { Question } from './question.ts';
import { rank, rankSuggestions, type Found } from './rank.ts';
import { ranking } from './settings.ts';

/** Milliseconds a reader waits before the built-in index answers instead. */
const PATIENCE = 2_000;

interface Options {
  client: Meilisearch;
  index: string;
  encoder: Encoder;
  /** The words a reader's question is read with. */
  wordsFor: (audience: Audience) => Promise<DocumentWords>;
  /** Compares documents with all of their passages. */
  resemblances: Resemblances;
}

/**
 * Answers questions with Meilisearch: questions are read by us, it finds candidates by their terms and by their vectors, and
 * both are ranked by the same rules as in the embedded index. Throws when Meilisearch does not answer.
 */
export class MeilisearchFinder {
  readonly #client: Meilisearch;
  readonly #index: string;
  readonly #wordsFor: Options['wordsFor'];
  readonly #resemblances: Resemblances;
  readonly #reader: QuestionReader;
  readonly #quoter: Quoter;
  readonly #tokens: ReaderTokens;

  constructor({ client, index, encoder, wordsFor, resemblances }: Options) {
    this.#client = client;
    this.#index = index;
    this.#wordsFor = wordsFor;
    this.#resemblances = resemblances;
    this.#reader = new QuestionReader(encoder);
    this.#quoter = new Quoter(encoder);
    this.#tokens = new ReaderTokens(client, index);
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const { audience, locale, otherLocales = false, exact = false, offset = 0, limit } = request;
    const words = await this.#wordsFor(audience);
    const question = this.#reader.read(request.query, words, { exact });
    const meaning = await this.#reader.meaningOf(question, words, exact);
    const run = await this.#queriesOf(audience);
    const { rows, candidates, isWrittenIn } = await findCandidates(run, {
      question,
      meaning,
      words,
      locale,
      otherLocales,
      resemblances: this.#resemblances,
    });
    const { found, others } = rank(candidates, { question, locale, isWrittenIn });
    const { chosen, categories, locales } = countFacets(found, request);
    const nearest = found.length > 0 ? [] : others.filter(({ cosine }) => cosine >= ranking.nearest).slice(0, 3);
    const show = (some: Found[]) => this.#show(some, { rows, question, words, meaning, run });
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
    const meaning = await this.#reader.meaningOf(question, words);
    const run = await this.#queriesOf(audience);
    const resemblances = this.#resemblances;
    const asked = { question, meaning, words, locale, otherLocales: true, resemblances };
    const { candidates, isWrittenIn } = await findCandidates(run, asked);
    const { found } = rank(candidates, { question, locale, isWrittenIn });
    const terms = termsToMark(question);
    return rankSuggestions(found, question)
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
      rows: Candidates['rows'];
      question: Question;
      words: DocumentWords;
      meaning: Meaning;
      run: RunQueries;
    },
  ): Promise<SearchHit[]> {
    const { rows, question, words, meaning, run } = context;
    const terms = termsToMark(question);
    const documents = found.flatMap(({ document }) => rows.find(({ number }) => number === document.number) ?? []);
    const snippets = await this.#quoter.quote(run, documents, terms, words.vocabulary.weightOf, meaning.vector);
    return found.map((entry, i) => ({ ...titleOf(entry, terms), snippet: snippets[i] ?? [] }));
  }

  /** Queries run as a reader: with a token that sees what they may read and nothing else. */
  async #queriesOf(audience: Audience): Promise<RunQueries> {
    const headers = { authorization: `Bearer ${await this.#tokens.for(audience)}` };
    return async <T>(queries: Parameters<RunQueries>[0]): Promise<T[][]> => {
      if (queries.length === 0) return [];
      const params: MultiSearchParams = { queries: queries.map((query) => ({ ...query, indexUid: this.#index })) };
      const signal = AbortSignal.timeout(PATIENCE);
      const ask = () => this.#client.multiSearch(params, { headers, signal });
      // A connection that was kept open may have been closed by the server just now: a new one tells whether it is there.
      const { results } = await ask().catch((error: unknown) => {
        if (signal.aborted || !(error instanceof MeilisearchRequestError)) throw error;
        return ask();
      });
      return results.map(({ hits }) => hits as T[]);
    };
  }
}
