import { ranking } from './settings.ts';
import { differenceAt, nearestDifference, wordsOfSigns, writeSigns } from './signs.ts';
import { dotOf, fromBytes, packVectors, type PackedVectors } from './vectors.ts';

export interface Kin {
  word: string;
  cosine: number;
  /** In the other alphabet: a translation. */
  isAbroad: boolean;
}

/** Words whose kin is remembered. */
const REMEMBERED = 5_000;
/** Words compared exactly; the others differ in too many signs. */
const COMPARED = 200;

const cyrillic = /^[а-я]/;

/** Words that can be kin: without digits, and long enough to mean something. */
export const canHaveKin = (word: string): boolean => /^(?:[а-я]{3,}|[a-z]{3,})$/.test(word);

/**
 * The words of the documents with the encoder's vector of each: of one root (ускорение, ускорить), and of one meaning in both
 * languages (машина, vehicle). It joins what stems do not, and lets a question find articles in another language by words.
 */
export class KinWords {
  readonly #words: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #vectors: PackedVectors;
  readonly #dimensions: number;
  readonly #signs: Int32Array;
  readonly #differences: Uint16Array;
  readonly #known = new Map<string, readonly Kin[]>();

  constructor(rows: readonly (readonly [word: string, vector: Uint8Array])[], dimensions: number) {
    const size = wordsOfSigns(dimensions);
    const codes = new Int8Array(rows.length * dimensions);
    const scales = new Float32Array(rows.length);
    this.#signs = new Int32Array(rows.length * size);
    for (const [row, [, bytes]] of rows.entries()) {
      const one = fromBytes(bytes, dimensions);
      codes.set(one.codes, row * dimensions);
      scales[row] = one.scales[0] ?? 0;
      writeSigns(one.codes, 0, dimensions, this.#signs, row * size);
    }
    this.#words = rows.map(([word]) => word);
    this.#places = new Map(this.#words.map((word, row) => [word, row]));
    this.#vectors = { codes, scales };
    this.#dimensions = dimensions;
    this.#differences = new Uint16Array(rows.length);
  }

  /** Whether the encoder must be asked for a word's vector before its kin can be told. */
  needsVector(word: string): boolean {
    return !this.#places.has(word) && !this.#known.has(word);
  }

  /** Kin of a word, nearest first, itself left out. `vector` is needed for a word no document has. */
  of(word: string, vector?: Float32Array | null): readonly Kin[] {
    let kin = this.#known.get(word);
    if (!kin) {
      const question = this.#packed(word, vector ?? null);
      if (!question) return [];
      kin = this.#nearest(word, question);
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(word, kin);
    }
    return kin;
  }

  #packed(word: string, vector: Float32Array | null): PackedVectors | null {
    const place = this.#places.get(word);
    if (place === undefined) return vector && packVectors([vector], this.#dimensions);
    const from = place * this.#dimensions;
    return {
      codes: this.#vectors.codes.subarray(from, from + this.#dimensions),
      scales: this.#vectors.scales.subarray(place, place + 1),
    };
  }

  #nearest(word: string, question: PackedVectors): Kin[] {
    const rows = this.#words.length;
    const signs = new Int32Array(wordsOfSigns(this.#dimensions));
    writeSigns(question.codes, 0, this.#dimensions, signs, 0);
    for (let row = 0; row < rows; row++) {
      this.#differences[row] = differenceAt(signs, this.#signs, row * signs.length);
    }
    const limit = nearestDifference(this.#differences, rows, COMPARED, this.#dimensions);
    const isCyrillic = cyrillic.test(word);
    const near: Kin[] = [];
    for (let row = 0; row < rows; row++) {
      if ((this.#differences[row] as number) > limit) continue;
      const candidate = this.#words[row] as string;
      const scale = (this.#vectors.scales[row] as number) * (question.scales[0] as number);
      const cosine = dotOf(question.codes, this.#vectors.codes, row * this.#dimensions) * scale;
      const isAbroad = cyrillic.test(candidate) !== isCyrillic;
      const enough = isAbroad ? ranking.kinAbroad : ranking.kin;
      if (cosine >= enough && candidate !== word) near.push({ word: candidate, cosine, isAbroad });
    }
    return near.sort((a, b) => b.cosine - a.cosine);
  }
}
