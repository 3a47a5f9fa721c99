import { countDifferences, nearestDifference, wordsOfSigns, writeSigns } from './signs.ts';
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
    const parts = this.#rows * PARTS;
    if (this.#differences.length < parts) this.#differences = new Uint16Array(parts * 2);
    const differences = this.#differences;
    countDifferences(signs, this.#signs, parts, differences);
    // The nearest part stands for its document; what must not be read is far from everything.
    for (let row = 0; row < this.#rows; row++) {
      let least = 0xffff;
      if (readable[row] === 1) {
        for (let part = row * PARTS; part < (row + 1) * PARTS; part++) {
          if ((differences[part] as number) < least) least = differences[part] as number;
        }
      }
      differences[row] = least;
    }
    const limit = nearestDifference(differences, this.#rows, wanted, this.#dimensions);
    for (let row = 0; row < this.#rows; row++) if ((differences[row] as number) <= limit) marks[row] = 1;
  }
}
