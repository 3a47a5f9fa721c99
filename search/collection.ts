import { BorrowedWords } from './alphabets.ts';
import type { ReadSentence } from './snippet.ts';
import type { LoadedDocument } from './store.ts';
import { termsOf } from './text.ts';
import { nearestRow, packVectors } from './vectors.ts';
import { Vocabulary } from './vocabulary.ts';

export interface Resemblance {
  /** Cosine of the question with the passage of a document that is nearest to it. */
  cosine: number;
  /** Which passage that is. */
  passage: number;
}

/** Documents whose sentences are kept ready for snippets. */
const READ = 300;

/** What searches keep in memory of all documents: heads, packed vectors, the vocabulary and what was quoted lately. */
export class Collection {
  readonly byNumber: ReadonlyMap<number, LoadedDocument>;
  readonly vocabulary: Vocabulary;
  readonly borrowed: BorrowedWords;
  /** Terms of each title, by document number. */
  readonly titles: ReadonlyMap<number, ReadonlySet<string>>;
  readonly #readable = new Map<string, readonly LoadedDocument[]>();
  readonly #sentences = new Map<number, ReadSentence[]>();

  constructor(documents: LoadedDocument[], wordCounts: ReadonlyMap<string, number>) {
    this.byNumber = new Map(documents.map((document) => [document.number, document]));
    this.titles = new Map(documents.map(({ number, title }) => [number, new Set(termsOf(title))]));
    this.vocabulary = new Vocabulary(wordCounts);
    this.borrowed = new BorrowedWords(wordCounts.keys());
  }

  /** Documents in a language and, with `otherLocales`, those that do not exist in it. */
  readableIn(locale: string, otherLocales: boolean): readonly LoadedDocument[] {
    const asked = `${locale}:${String(otherLocales)}`;
    let readable = this.#readable.get(asked);
    if (!readable) {
      const all = [...this.byNumber.values()];
      const own = all.filter((document) => document.locale === locale);
      const keys = new Set(own.map(({ key }) => key));
      readable = otherLocales ? all.filter((document) => document.locale === locale || !keys.has(document.key)) : own;
      this.#readable.set(asked, readable);
    }
    return readable;
  }

  /** How near each document's nearest passage is to a question. */
  resemblances(query: Float32Array | null, documents: readonly LoadedDocument[]): Map<number, Resemblance> {
    const found = new Map<number, Resemblance>();
    if (!query) return found;
    const packed = packVectors([query], query.length);
    for (const { number, vectors } of documents) {
      const { cosine, row } = nearestRow(packed, vectors);
      found.set(number, { cosine, passage: row });
    }
    return found;
  }

  /** The sentences of documents, read once; `load` gives those that are not at hand. */
  async sentences(
    numbers: number[],
    load: (missing: number[]) => Promise<ReadonlyMap<number, ReadSentence[]>>,
  ): Promise<ReadonlyMap<number, ReadSentence[]>> {
    const missing = numbers.filter((number) => !this.#sentences.has(number));
    if (missing.length > 0) {
      if (this.#sentences.size + missing.length > READ) this.#sentences.clear();
      for (const [number, sentences] of await load(missing)) this.#sentences.set(number, sentences);
    }
    return this.#sentences;
  }
}
