import type { Locale } from '#content/locales.ts';
import { Collection } from './collection.ts';
import { countFacets } from './facets.ts';
import type {
  SearchAnswer,
  SearchDocument,
  SearchHit,
  SearchIndex,
  SearchRequest,
  SuggestRequest,
  TitleHit,
} from './index.ts';
import { LetterPairs } from './keyboard.ts';
import { passagesOf } from './passages.ts';
import { readQuestion, type Question } from './question.ts';
import { rank, rankSuggestions, type Found } from './rank.ts';
import { ranking } from './settings.ts';
import { markWords, readSentences, snippetOf } from './snippet.ts';
import { normalizeAudience, stampOf } from './stamp.ts';
import type { SearchStore, StoredDocument } from './store.ts';
import { termsOf, wordsOf } from './text.ts';
import { packVectors, toBytes } from './vectors.ts';
import type { View } from './view.ts';

/** What the index needs of the sentence encoder. */
export interface Encoder {
  readonly version: string;
  readonly dimensions: number;
  readonly words: ReadonlySet<string>;
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
}

/** Documents whose passages are encoded together. */
const ENCODED_TOGETHER = 8;
/** Documents considered by their words. */
const CONSIDERED = 1_000;

/** The search port over a file of our own: words by FTS5, meaning by vectors in memory, one score of both. */
export class EmbeddedIndex implements SearchIndex {
  readonly kind = 'embedded';
  readonly #store: SearchStore;
  readonly #encoder: Encoder;
  #letters: LetterPairs | null = null;
  #collection: Collection | null = null;
  #version: unknown = null;
  #loading: Promise<Collection> | null = null;

  constructor(store: SearchStore, encoder: Encoder) {
    this.#store = store;
    this.#encoder = encoder;
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const collection = await this.#current();
    const view = collection.viewOf(request.audience);
    const question = this.#read(request.query, view, { exact: request.exact ?? false });
    const { found, others } = await this.#find(question, collection, view, request);
    const { chosen, categories, locales } = countFacets(found, request);
    const offset = request.offset ?? 0;
    const nearest = found.length > 0 ? [] : others.filter(({ cosine }) => cosine >= ranking.nearest).slice(0, 3);
    return {
      hits: await this.#show(chosen.slice(offset, offset + request.limit), question, collection, view),
      total: chosen.length,
      showingResultsFor: question.correctedBy ? question.text : null,
      correctedBy: question.correctedBy,
      categories,
      locales,
      nearest: await this.#show(nearest, question, collection, view),
    };
  }

  async suggest(request: SuggestRequest): Promise<TitleHit[]> {
    const collection = await this.#current();
    const view = collection.viewOf(request.audience);
    const question = this.#read(request.query, view, { typing: true });
    const { found } = await this.#find(question, collection, view, { ...request, otherLocales: true });
    const terms = termsToMark(question);
    return rankSuggestions(found, collection, question)
      .slice(0, request.limit)
      .map((entry) => titleOf(entry, terms));
  }

  #read(query: string, { words }: View, options: { typing?: boolean; exact?: boolean }): Question {
    const dictionary = this.#encoder.words;
    // Seldom needed and slow to count: made when the first question needs it.
    const letters = () => (this.#letters ??= new LetterPairs(dictionary));
    return readQuestion(query, { ...words, dictionary, letters }, options);
  }

  async #find(
    question: Question,
    collection: Collection,
    view: View,
    { locale, otherLocales = false }: Pick<SearchRequest, 'locale' | 'otherLocales'>,
  ): Promise<{ found: Found[]; others: Found[] }> {
    // Without the encoder (its thread died) words alone still find.
    const [vector] = question.isNonsense ? [null] : await this.#encoder.embed([question.text]).catch(() => [null]);
    const byWords = new Map(await this.#store.match(question.terms, CONSIDERED, view.holds));
    const documents = view.readableIn(locale, otherLocales);
    const byBorrowed = new Map(await this.#store.match(question.borrowed, CONSIDERED, view.holds));
    return rank({
      titles: collection.titles,
      documents,
      byWords,
      byBorrowed,
      terms: question.terms,
      byMeaning: collection.resemblances(vector ?? null, documents),
      locale,
      isWrittenIn: view.readableIn(locale, false).length > 0,
    });
  }

  async #show(found: Found[], question: Question, collection: Collection, view: View): Promise<SearchHit[]> {
    const sentences = await collection.sentences(
      found.map(({ document }) => document.number),
      async (numbers) =>
        new Map([...(await this.#store.texts(numbers))].map(([number, text]) => [number, readSentences(text)])),
    );
    const terms = termsToMark(question);
    return found.map((entry) => {
      const { document, passage } = entry;
      const own = sentences.get(document.number) ?? [];
      const snippet = snippetOf(own, terms, view.words.vocabulary.weightOf, passage - document.sentencesFrom);
      return { ...titleOf(entry, terms), snippet };
    });
  }

  /** What is in memory, read again after anything was committed, by this process or another. */
  async #current(): Promise<Collection> {
    const version = await this.#store.version();
    if (this.#collection && version === this.#version) return this.#collection;
    this.#loading ??= this.#load(version).finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load(version: unknown): Promise<Collection> {
    const { documents, wordCounts } = await this.#store.load(this.#encoder.dimensions);
    this.#collection = new Collection(documents, wordCounts);
    this.#version = version;
    return this.#collection;
  }

  stamps(): Promise<ReadonlyMap<string, string>> {
    return this.#store.stamps();
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

const termsToMark = ({ terms, borrowed }: Question): Set<string> => new Set([...terms, ...borrowed]);

function titleOf({ document, score }: Found, terms: Set<string>): TitleHit {
  const { id, key, locale, category, title, updatedOn } = document;
  return { id, key, locale: locale as Locale, category, title, titleParts: markWords(title, terms), updatedOn, score };
}

function toStored(document: SearchDocument): Omit<StoredDocument, 'sentencesFrom' | 'vectors'> {
  const { title, summary, body } = document;
  const fields = { title, questions: document.questions.join('\n'), summary, body };
  const terms = Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, termsOf(text).join(' ')]));
  const words = new Set(wordsOf(Object.values(fields).join('\n')).map(({ word }) => word));
  return {
    ...document,
    audience: normalizeAudience(document.audience),
    stamp: stampOf(document),
    words: [...words].join(' '),
    terms: terms as StoredDocument['terms'],
  };
}
