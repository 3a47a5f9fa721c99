import type { Locale } from '#content/locales.ts';
import type { Audience } from './audience.ts';
import type { Collection } from './collection.ts';
import { DocumentEncoder } from './document-encoder.ts';
import type { Encoder } from './encoder.ts';
import { countFacets } from './facets.ts';
import type {
  SearchAnswer,
  SearchDocument,
  SearchHit,
  SearchIndex,
  SearchRequest,
  SearchState,
  SuggestRequest,
  TitleHit,
} from './index.ts';
import { allIngredients, readingWith, type Ingredients } from './ingredients.ts';
import { Kept } from './kept.ts';
import type { DocumentWords, KnownWords } from './known-words.ts';
import { loadCollection, loadWords } from './load-collection.ts';
import { termsToMark, titleOf } from './present.ts';
import { QuestionReader } from './question-reader.ts';
import type { Question } from './question.ts';
import { languageOf, rank, rankSuggestions, type Found } from './rank.ts';
import { ranking } from './settings.ts';
import { readSentences, snippetOf } from './snippet.ts';
import { contentOf } from './stamp.ts';
import type { SearchStore } from './store.ts';
import type { KeptDocument } from './stored-document.ts';
import type { Reading } from './text.ts';

/** Documents whose titles are considered while someone types. */
const CONSIDERED = 60;
/** With more documents than this, reading again after a change takes so long that what was read before answers meanwhile. */
const MANY = 5_000;

/** The search port over a file of our own: words and meaning in memory, one score of both. */
export class EmbeddedIndex implements SearchIndex {
  readonly kind = 'embedded';
  readonly #store: SearchStore;
  readonly #reading: Reading;
  readonly #documents: DocumentEncoder;
  readonly #isMissing: boolean;
  readonly #reader: QuestionReader;
  readonly #collection: Kept<Collection>;
  readonly #words: Kept<KnownWords>;
  readonly #openedAt = new Date();

  constructor(store: SearchStore, encoder: Encoder, ingredients: Ingredients = allIngredients) {
    this.#store = store;
    const reading = (this.#reading = readingWith(ingredients));
    this.#isMissing = encoder.isMissing ?? false;
    this.#documents = new DocumentEncoder(store, encoder, ingredients, reading);
    this.#reader = new QuestionReader(encoder, ingredients);
    const version = () => store.read.version();
    const { dimensions } = encoder;
    this.#collection = new Kept(
      version,
      (before) => loadCollection(store.read, dimensions, before),
      ({ size }) => size > MANY,
    );
    this.#words = new Kept(
      version,
      () => loadWords(store.read, dimensions, reading),
      ({ documents }) => documents > MANY,
    );
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const words = await this.wordsFor(request.audience);
    const question = this.#reader.read(request.query, words, { exact: request.exact ?? false });
    const { found, others, collection } = await this.#find(question, words, request, {
      literally: request.exact ?? false,
    });
    const { chosen, categories, locales } = countFacets(found, request);
    const offset = request.offset ?? 0;
    const nearest = found.length > 0 ? [] : others.filter(({ cosine }) => cosine >= ranking.nearest).slice(0, 3);
    return {
      hits: await this.#show(chosen.slice(offset, offset + request.limit), question, collection, words),
      total: chosen.length,
      showingResultsFor: question.correctedBy ? question.text : null,
      correctedBy: question.correctedBy,
      categories,
      locales,
      nearest: await this.#show(nearest, question, collection, words),
    };
  }

  async suggest(request: SuggestRequest): Promise<TitleHit[]> {
    const words = await this.wordsFor(request.audience);
    const question = this.#reader.read(request.query, words, { typing: true });
    const { found } = await this.#find(question, words, { ...request, otherLocales: true }, { typing: true });
    const terms = termsToMark(question);
    return rankSuggestions(found.slice(0, CONSIDERED), question, this.#reading)
      .slice(0, request.limit)
      .map((entry) => titleOf(entry, terms));
  }

  /** The words a reader's question is read with. */
  async wordsFor(audience: Audience): Promise<DocumentWords> {
    return (await this.#words.current()).for(audience);
  }

  async #find(
    question: Question,
    words: DocumentWords,
    { audience, locale, otherLocales = false }: Pick<SearchRequest, 'audience' | 'locale' | 'otherLocales'>,
    { literally = false, typing = false },
  ): Promise<{ found: Found[]; others: Found[]; collection: Collection }> {
    const meaning = await this.#reader.meaningOf(question, words, literally);
    const collection = await this.#collection.current();
    const readable = collection.readableIn({
      ...{ audience, locale, otherLocales },
      asked: languageOf(question.text) ?? locale,
    });
    const candidates = collection.candidates(question, meaning, readable, typing);
    const { isWrittenIn } = readable;
    return { ...rank(candidates, { question, locale, isWrittenIn, reading: this.#reading }), collection };
  }

  async #show(
    found: Found[],
    question: Question,
    collection: Collection,
    { vocabulary }: DocumentWords,
  ): Promise<SearchHit[]> {
    const sentences = await collection.sentences(
      found.map(({ document }) => document.number),
      async (numbers) =>
        new Map([...(await this.#store.read.texts(numbers))].map(([number, text]) => [number, readSentences(text)])),
    );
    const terms = termsToMark(question);
    return found.map((entry) => {
      const { document, passage } = entry;
      const own = sentences.get(document.number) ?? [];
      const snippet = snippetOf(own, terms, vocabulary.weightOf, passage - document.sentencesFrom);
      return { ...titleOf(entry, terms), snippet };
    });
  }

  /** How near documents are to a question by meaning, by id; those that are not here are left out. */
  async resemblances(vector: Float32Array, ids: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    return (await this.#collection.current()).resemblances(vector, ids);
  }

  /** Without an encoder nothing can be encoded: what is not counts as held. */
  async stamps(): Promise<ReadonlyMap<string, string>> {
    const stamps = await this.stored();
    return this.#isMissing ? new Map([...stamps].map(([id, stamp]) => [id, contentOf(stamp)])) : stamps;
  }

  /** Document id → stamp as it is stored, for an index that follows this one. */
  stored(): Promise<ReadonlyMap<string, string>> {
    return this.#store.read.stamps();
  }

  /** Documents as they are kept, for an index that follows this one; those that are gone are left out. */
  kept(ids: readonly string[]): Promise<KeptDocument[]> {
    return this.#store.read.kept(ids);
  }

  count(): Promise<number> {
    return this.#store.read.count();
  }

  async state(): Promise<SearchState> {
    const documents = await this.count();
    return { engine: 'embedded', reachableSince: this.#openedAt, documents, behindBy: 0, stoodIn: 0, problem: null };
  }

  async upsert(documents: SearchDocument[]): Promise<void> {
    for await (const part of this.#documents.encode(documents)) await this.#store.put(...part);
    await this.#catchUp();
  }

  async remove(ids: string[]): Promise<void> {
    await this.#store.remove(ids);
    await this.#catchUp();
  }

  async rebuild(documents: SearchDocument[]): Promise<void> {
    await this.#store.replaceAll(this.#documents.encode(documents));
    await this.#catchUp();
  }

  /** Takes documents over from an index of another encoder, with the stamps they have there. */
  async take(kept: readonly KeptDocument[]): Promise<void> {
    const stamps = new Map(kept.map(({ id, stamp }) => [id, contentOf(stamp)]));
    const documents = kept.map((one): SearchDocument => {
      const { id, key, locale, category, title, summary, questions, phrases, body, updatedOn, audience } = one;
      return {
        ...{ id, key, locale: locale as Locale, category, title, summary, questions: [...questions] },
        ...{ phrases, body, updatedOn, audience },
      };
    });
    const parts = this.#documents.encode(documents, ({ id }) => stamps.get(id) ?? '');
    for await (const part of parts) await this.#store.put(...part);
  }

  /** Takes out without looking for what else has changed. */
  async drop(ids: string[]): Promise<void> {
    await this.#store.remove(ids);
  }

  /** From here on this is the index that answers, also after a crash. */
  arrive(): Promise<void> {
    return this.#store.arrive();
  }

  /** Reads everything that the first search would wait for. */
  async warm(): Promise<void> {
    await this.#words.latest();
    await this.#catchUp();
  }

  /** What this process put in is found from here on, however much there is. */
  async #catchUp(): Promise<void> {
    await this.#collection.latest();
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
