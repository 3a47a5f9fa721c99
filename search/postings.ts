/** bm25's usual constants: how soon more of a word stops counting, and how much a long document is held back. */
const K1 = 1.2;
const B = 0.75;

/** The documents that have a term, by row, and how much of it each has. */
interface Posting {
  rows: Uint32Array;
  weights: Uint8Array;
  size: number;
}

/** What a document holds, counted when it is put in. */
export interface CountedTerms {
  /** Its distinct terms… */
  terms: readonly string[];
  /** …and how much of each it has: occurrences by field weight, in halves. */
  weights: Uint8Array;
  /** How many terms it has in all. */
  length: number;
}

/** An inverted index in memory: five bytes for every word of every document, and the words of a question in microseconds each. */
export class Postings {
  readonly #postings = new Map<string, Posting>();
  #lengths = new Float32Array(1_024);
  #heldBack = new Float32Array(0);
  #heldBackOf = 0;
  #total = 0;
  #rows = 0;

  /** Takes the next document in; rows are counted from zero. */
  add({ terms, weights, length }: CountedTerms): void {
    const row = this.#rows++;
    if (row === this.#lengths.length) this.#lengths = grown(this.#lengths, new Float32Array(row * 2));
    this.#lengths[row] = length;
    this.#total += length;
    for (const [i, term] of terms.entries()) {
      let posting = this.#postings.get(term);
      if (!posting)
        this.#postings.set(term, (posting = { rows: new Uint32Array(2), weights: new Uint8Array(2), size: 0 }));
      if (posting.size === posting.rows.length) {
        const capacity = Math.ceil(posting.size * 1.6);
        posting.rows = grown(posting.rows, new Uint32Array(capacity));
        posting.weights = grown(posting.weights, new Uint8Array(capacity));
      }
      posting.rows[posting.size] = row;
      posting.weights[posting.size] = weights[i] ?? 0;
      posting.size++;
    }
  }

  /** Adds to the score of every row that has any of the terms its bm25, times the weight of the term. */
  score(terms: Iterable<readonly [term: string, weight: number]>, scores: Float32Array): void {
    const heldBack = this.#heldBackBy();
    for (const [term, weight] of terms) {
      const posting = this.#postings.get(term);
      if (!posting) continue;
      const { rows, weights, size } = posting;
      const rarity = Math.log(1 + (this.#rows - size + 0.5) / (size + 0.5)) * weight * (K1 + 1);
      for (let i = 0; i < size; i++) {
        const row = rows[i] as number;
        const frequency = weights[i] as number;
        scores[row] = (scores[row] as number) + (rarity * frequency) / (frequency + (heldBack[row] as number));
      }
    }
  }

  /** By how much each row's length holds its terms back, in halves as they are counted: made once, used by every search. */
  #heldBackBy(): Float32Array {
    if (this.#heldBackOf !== this.#rows) {
      this.#heldBackOf = this.#rows;
      const mean = this.#total / Math.max(1, this.#rows);
      if (this.#heldBack.length < this.#rows) this.#heldBack = new Float32Array(this.#lengths.length);
      for (let row = 0; row < this.#rows; row++) {
        this.#heldBack[row] = 2 * K1 * (1 - B + (B * (this.#lengths[row] as number)) / mean);
      }
    }
    return this.#heldBack;
  }
}

function grown<T extends Float32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
