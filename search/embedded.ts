import type { Audience } from './audience.ts';
import { Collection } from './collection.ts';
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
import { Kept } from './kept.ts';
import { KnownWords, type DocumentWords } from './known-words.ts';
import { passagesOf } from './passages.ts';
import { termsToMark, titleOf } from './present.ts';
import { QuestionReader } from './question-reader.ts';
import type { Question } from './question.ts';
import { rank, rankSuggestions, type Found } from './rank.ts';
import { ranking } from './settings.ts';
import { readSentences, snippetOf } from './snippet.ts';
import { normalizeAudience, stampOf } from './stamp.ts';
import type { SearchStore } from './store.ts';
import { fieldTerms, type KeptDocument, type StoredDocument } from './stored-document.ts';
import { wordsOf } from './text.ts';
import { packVectors, toBytes } from './vectors.ts';
import type { View } from './view.ts';

/** Documents whose passages are encoded together. */
const ENCODED_TOGETHER = 8;
/** Documents considered by their words. */
const CONSIDERED = 1_000;

/** The search port over a file of our own: words by FTS5, meaning by vectors in memory, one score of both. */
export class EmbeddedIndex implements SearchIndex {
  readonly kind = 'embedded';
  readonly #store: SearchStore;
  readonly #encoder: Encoder;
  readonly #reader: QuestionReader;
  readonly #collection: Kept<Collection>;
  readonly #words: Kept<KnownWords>;
  readonly #openedAt = new Date();

  constructor(store: SearchStore, encoder: Encoder) {
    this.#store = store;
    this.#encoder = encoder;
    this.#reader = new QuestionReader(encoder);
    const version = () => store.read.version();
    this.#collection = new Kept(version, async () => new Collection(await store.read.heads(encoder.dimensions)));
    this.#words = new Kept(version, async () => new KnownWords(await store.read.words()));
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const collection = await this.#collection.current();
    const view = collection.viewOf(request.audience);
    const words = await this.wordsFor(request.audience);
    const question = this.#reader.read(request.query, words, { exact: request.exact ?? false });
    const { found, others } = await this.#find(question, collection, view, request);
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
    const collection = await this.#collection.current();
    const view = collection.viewOf(request.audience);
    const words = await this.wordsFor(request.audience);
    const question = this.#reader.read(request.query, words, { typing: true });
    const { found } = await this.#find(question, collection, view, { ...request, otherLocales: true });
    const terms = termsToMark(question);
    return rankSuggestions(found, collection, question)
      .slice(0, request.limit)
      .map((entry) => titleOf(entry, terms));
  }

  /** The words a reader's question is read with. */
  async wordsFor(audience: Audience): Promise<DocumentWords> {
    return (await this.#words.current()).for(audience);
  }

  async #find(
    question: Question,
    collection: Collection,
    view: View,
    { locale, otherLocales = false }: Pick<SearchRequest, 'locale' | 'otherLocales'>,
  ): Promise<{ found: Found[]; others: Found[] }> {
    const vector = await this.#reader.meaningOf(question);
    const byWords = new Map(await this.#store.read.match(question.terms, CONSIDERED, view.holds));
    const documents = view.readableIn(locale, otherLocales);
    const byBorrowed = new Map(await this.#store.read.match(question.borrowed, CONSIDERED, view.holds));
    return rank({
      titles: collection.titles,
      documents,
      byWords,
      byBorrowed,
      terms: question.terms,
      byMeaning: collection.resemblances(vector, documents),
      locale,
      isWrittenIn: view.readableIn(locale, false).length > 0,
    });
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

  stamps(): Promise<ReadonlyMap<string, string>> {
    return this.#store.read.stamps();
  }

  /** Documents as they are kept, for an index that follows this one; those that are gone are left out. */
  kept(ids: readonly string[]): Promise<KeptDocument[]> {
    return this.#store.read.kept(ids);
  }

  async state(): Promise<SearchState> {
    const documents = await this.#store.read.count();
    return { engine: 'embedded', reachableSince: this.#openedAt, documents, behindBy: 0, stoodIn: 0, problem: null };
  }

  async upsert(documents: SearchDocument[]): Promise<void> {
    await this.#store.put(await this.#encode(documents));
  }

  remove(ids: string[]): Promise<void> {
    return this.#store.remove(ids);
  }

  async rebuild(documents: SearchDocument[]): Promise<void> {
    await this.#store.replaceAll(await this.#encode(documents));
  }

  async #encode(documents: SearchDocument[]): Promise<StoredDocument[]> {
    const stored: StoredDocument[] = [];
    for (let from = 0; from < documents.length; from += ENCODED_TOGETHER) {
      const some = documents
        .slice(from, from + ENCODED_TOGETHER)
        .map((document) => ({ document, ...passagesOf(document) }));
      const vectors = await this.#encoder.embed(some.flatMap(({ passages }) => passages));
      for (const { document, passages, sentencesFrom } of some) {
        const own = packVectors(vectors.splice(0, passages.length), this.#encoder.dimensions);
        stored.push({ ...toStored(document), sentencesFrom, vectors: toBytes(own) });
      }
    }
    return stored;
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

function toStored(document: SearchDocument): Omit<StoredDocument, 'sentencesFrom' | 'vectors'> {
  const { title, questions, summary, body } = document;
  const words = new Set(wordsOf([title, ...questions, summary, body].join('\n')).map(({ word }) => word));
  return {
    ...document,
    audience: normalizeAudience(document.audience),
    stamp: stampOf(document),
    words: [...words].join(' '),
    terms: fieldTerms(document),
  };
}
