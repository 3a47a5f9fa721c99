import { differenceAt, nearestDifference, wordsOfSigns, writeSigns } from './signs.ts';
import type { PackedVectors } from './vectors.ts';

/**
 * Rough vectors of one document: the signs of the sum of all its passages, which leave out most documents at a quarter of the work…
 */
const LOOKED_AT = { share: 0.08, forEach: 25 };
/** …and those of the sums of each quarter of them, for the documents that are left. */
const PARTS = 4;

/** A first look at all documents by meaning: a few bits of each, to choose those worth comparing exactly. */
export class RoughVectors {
  readonly #dimensions: number;
  readonly #size: number;
  #wholes: Int32Array;
  #parts: Int32Array;
  #differences = new Uint16Array(0);
  #rows = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#size = wordsOfSigns(dimensions);
    this.#wholes = new Int32Array(256 * this.#size);
    this.#parts = new Int32Array(256 * PARTS * this.#size);
  }

  /** Takes the next document in; rows are counted from zero. */
  add(vectors: PackedVectors): void {
    const passages = vectors.scales.length;
    this.#wholes = roomFor(this.#wholes, (this.#rows + 1) * this.#size);
    this.#parts = roomFor(this.#parts, (this.#rows + 1) * PARTS * this.#size);
    const whole = new Float32Array(this.#dimensions);
    for (let part = 0; part < PARTS; part++) {
      const from = Math.floor((part * passages) / PARTS);
      const until = Math.max(from + 1, Math.floor(((part + 1) * passages) / PARTS));
      const sum = sumOf(vectors, from, Math.min(until, passages), this.#dimensions);
      for (let i = 0; i < sum.length; i++) whole[i] = (whole[i] as number) + (sum[i] as number);
      writeSigns(sum, 0, this.#dimensions, this.#parts, (this.#rows * PARTS + part) * this.#size);
    }
    writeSigns(whole, 0, this.#dimensions, this.#wholes, this.#rows * this.#size);
    this.#rows++;
  }

  /** Marks `wanted` of the readable rows that are likely nearest to a question. */
  markNearest(question: Int8Array, readable: Uint8Array, wanted: number, marks: Uint8Array): void {
    const signs = new Int32Array(this.#size);
    writeSigns(question, 0, this.#dimensions, signs, 0);
    if (this.#differences.length < this.#rows) this.#differences = new Uint16Array(this.#rows * 2);
    const differences = this.#differences;
    for (let row = 0; row < this.#rows; row++) {
      // What must not be read is far from everything.
      differences[row] = readable[row] === 1 ? differenceAt(signs, this.#wholes, row * this.#size) : FAR;
    }
    const lookedAt = Math.max(wanted * LOOKED_AT.forEach, this.#rows * LOOKED_AT.share);
    const likely = nearestDifference(differences, this.#rows, lookedAt, this.#dimensions);
    for (let row = 0; row < this.#rows; row++) {
      differences[row] = (differences[row] as number) <= likely ? this.#nearestPart(signs, row) : FAR;
    }
    const limit = nearestDifference(differences, this.#rows, wanted, this.#dimensions);
    let left = wanted;
    for (let row = 0; row < this.#rows; row++) {
      if ((differences[row] as number) >= limit) continue;
      marks[row] = 1;
      left--;
    }
    // Of those that are just as far, not all: in articles of one mold they are hundreds.
    for (let row = 0; row < this.#rows && left > 0; row++) {
      if (differences[row] !== limit) continue;
      marks[row] = 1;
      left--;
    }
  }

  /** The nearest part stands for its document. */
  #nearestPart(signs: Int32Array, row: number): number {
    let least = FAR;
    const step = PARTS * this.#size;
    for (let at = row * step; at < (row + 1) * step; at += this.#size) {
      least = Math.min(least, differenceAt(signs, this.#parts, at));
    }
    return least;
  }
}

const FAR = 0xffff;

function roomFor(signs: Int32Array, wanted: number): Int32Array {
  if (wanted <= signs.length) return signs;
  const more = new Int32Array(signs.length * 2);
  more.set(signs);
  return more;
}

function sumOf({ codes, scales }: PackedVectors, from: number, until: number, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (let passage = from; passage < until; passage++) {
    const scale = scales[passage] as number;
    const at = passage * dimensions;
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + (codes[at + i] as number) * scale;
  }
  return sum;
}
