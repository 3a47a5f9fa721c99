import { BorrowedWords } from './alphabets.ts';
import type { LoadedDocument } from './store.ts';
import { nearestRow } from './vectors.ts';
import { Vocabulary } from './vocabulary.ts';

export interface Resemblance {
  /** Cosine of the question with the passage of a document that is nearest to it. */
  cosine: number;
  /** Which passage that is. */
  passage: number;
}

/** What searches keep in memory of all documents: heads, packed vectors and the vocabulary. */
export class Collection {
  readonly byNumber: ReadonlyMap<number, LoadedDocument>;
  readonly vocabulary: Vocabulary;
  readonly borrowed: BorrowedWords;

  constructor(documents: LoadedDocument[], wordCounts: ReadonlyMap<string, number>) {
    this.byNumber = new Map(documents.map((document) => [document.number, document]));
    this.vocabulary = new Vocabulary(wordCounts);
    this.borrowed = new BorrowedWords(wordCounts.keys());
  }

  /** How near each document's nearest passage is to a question. */
  resemblances(query: Float32Array | null): Map<number, Resemblance> {
    const found = new Map<number, Resemblance>();
    if (!query) return found;
    for (const [number, { vectors }] of this.byNumber) {
      const { cosine, row } = nearestRow(query, vectors);
      found.set(number, { cosine, passage: row });
    }
    return found;
  }
}
