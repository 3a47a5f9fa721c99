import { differenceAt, nearestDifference, wordsOfSigns, writeSigns } from './signs.ts';
import type { PackedVectors } from './vectors.ts';

/** Rough vectors of one document: each the signs of the sum of a quarter of its passages. */
const PARTS = 4;

/** A first look at all documents by meaning: a few bits of each, to choose those worth comparing exactly. */
export class RoughVectors {
  readonly #dimensions: number;
  readonly #size: number;
  readonly #sum: Float32Array;
  #signs: Int32Array;
  #differences = new Uint16Array(0);
  #rows = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#size = wordsOfSigns(dimensions);
    this.#sum = new Float32Array(dimensions);
    this.#signs = new Int32Array(256 * PARTS * this.#size);
  }

  /** Takes the next document in; rows are counted from zero. */
  add({ codes, scales }: PackedVectors): void {
    const wanted = (this.#rows + 1) * PARTS * this.#size;
    if (wanted > this.#signs.length) {
      const signs = new Int32Array(this.#signs.length * 2);
      signs.set(this.#signs);
      this.#signs = signs;
    }
    const sum = this.#sum;
    for (let part = 0; part < PARTS; part++) {
      const from = Math.floor((part * scales.length) / PARTS);
      const until = Math.max(from + 1, Math.floor(((part + 1) * scales.length) / PARTS));
      sum.fill(0);
      for (let passage = from; passage < until && passage < scales.length; passage++) {
        const scale = scales[passage] as number;
        const at = passage * this.#dimensions;
        for (let i = 0; i < this.#dimensions; i++) sum[i] = (sum[i] as number) + (codes[at + i] as number) * scale;
      }
      writeSigns(sum, 0, this.#dimensions, this.#signs, (this.#rows * PARTS + part) * this.#size);
    }
    this.#rows++;
  }

  /** Marks about `wanted` of the readable rows that are likely nearest to a question. */
  markNearest(question: Int8Array, readable: Uint8Array, wanted: number, marks: Uint8Array): void {
    const signs = new Int32Array(this.#size);
    writeSigns(question, 0, this.#dimensions, signs, 0);
    if (this.#differences.length < this.#rows) this.#differences = new Uint16Array(this.#rows * 2);
    const differences = this.#differences;
    const step = PARTS * this.#size;
    for (let row = 0; row < this.#rows; row++) {
      // The nearest part stands for its document; what must not be read is far from everything.
      let least = 0xffff;
      if (readable[row] === 1) {
        for (let at = row * step; at < (row + 1) * step; at += this.#size) {
          const difference = differenceAt(signs, this.#signs, at);
          if (difference < least) least = difference;
        }
      }
      differences[row] = least;
    }
    const limit = nearestDifference(differences, this.#rows, wanted, this.#dimensions);
    for (let row = 0; row < this.#rows; row++) if ((differences[row] as number) <= limit) marks[row] = 1;
  }
}
