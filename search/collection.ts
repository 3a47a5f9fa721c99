import { shelvesOf, type Audience, type Shelf } from './audience.ts';
import type { ReadSentence } from './snippet.ts';
import type { LoadedDocument } from './stored-document.ts';
import { termsOf } from './text.ts';
import { nearestRow, packVectors } from './vectors.ts';
import { readableShelves, View } from './view.ts';

export interface Resemblance {
  /** Cosine of the question with the passage of a document that is nearest to it. */
  cosine: number;
  /** Which passage that is. */
  passage: number;
}

/** Documents whose sentences are kept ready for snippets. */
const READ = 300;
/** Groups of readers whose view is kept ready. */
const VIEWS = 24;

/** What searches keep in memory of all documents: heads, packed vectors and what was quoted lately. */
export class Collection {
  /** Terms of each title, by document number. */
  readonly titles: ReadonlyMap<number, ReadonlySet<string>>;
  readonly #shelves: readonly Shelf[];
  readonly #views = new Map<string, View>();
  readonly #sentences = new Map<number, ReadSentence[]>();

  constructor(documents: readonly LoadedDocument[]) {
    this.titles = new Map(documents.map(({ number, title }) => [number, new Set(termsOf(title))]));
    this.#shelves = shelvesOf(documents);
  }

  /** What a reader may see; readers of the same documents share it. */
  viewOf(audience: Audience): View {
    const { label, readable } = readableShelves(this.#shelves, audience);
    const known = this.#views.get(label);
    if (known) return known;
    if (this.#views.size >= VIEWS) this.#views.clear();
    const readsAll = audience === 'everything' || readable.length === this.#shelves.length;
    const view = new View(readable, readsAll ? null : audience);
    this.#views.set(label, view);
    return view;
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
