import { breather } from './breathe.ts';
import { featuresOf, isLetters, type Features } from './features.ts';

/** A text as its known features: words and letters each of unit length; unknown features take their share of the length. */
export interface Reading {
  ids: Uint32Array;
  weights: Float32Array;
}

/**
 * Which known texts share words, pairs of words and letters with a question: TF-IDF over stems and over character n-grams within
 * words. Finds what the encoder blurs: numbers, names, negation, rare words.
 */
export class Lexicon {
  readonly size: number;
  /** Of the known texts, in order. */
  readonly readings: readonly Reading[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #idf: Float64Array;
  /** Per feature: texts that have it and how much, side by side. */
  readonly #texts: Uint32Array[];
  readonly #weights: Float32Array[];

  private constructor(ids: ReadonlyMap<string, number>, frequency: readonly number[], size: number) {
    this.size = size;
    this.#ids = ids;
    this.#idf = Float64Array.from(frequency, (count) => rarity(size, count));
    this.#texts = frequency.map((count) => new Uint32Array(count));
    this.#weights = frequency.map((count) => new Float32Array(count));
    this.readings = [];
  }

  static async learn(texts: readonly string[]): Promise<Lexicon> {
    const breathe = breather();
    const ids = new Map<string, number>();
    const frequency: number[] = [];
    for (const text of texts) {
      for (const feature of featuresOf(text).keys()) {
        const id = ids.get(feature) ?? ids.size;
        ids.set(feature, id);
        frequency[id] = (frequency[id] ?? 0) + 1;
      }
      await breathe();
    }
    const lexicon = new Lexicon(ids, frequency, texts.length);
    const filled = new Uint32Array(frequency.length);
    const readings: Reading[] = [];
    for (const [text, each] of texts.entries()) {
      const reading = lexicon.read(each);
      readings.push(reading);
      for (const [k, id] of reading.ids.entries()) {
        const at = filled[id] ?? 0;
        (lexicon.#texts[id] as Uint32Array)[at] = text;
        (lexicon.#weights[id] as Float32Array)[at] = reading.weights[k] as number;
        filled[id] = at + 1;
      }
      await breathe();
    }
    return Object.assign(lexicon, { readings });
  }

  /** How many features there are: ids are smaller. */
  get features(): number {
    return this.#idf.length;
  }

  /** A text by its features. */
  read(text: string): Reading {
    const features = featuresOf(text);
    const length = this.#lengths(features);
    const ids: number[] = [];
    const weights: number[] = [];
    for (const [feature, count] of features) {
      const id = this.#ids.get(feature);
      if (id === undefined) continue;
      ids.push(id);
      weights.push(((1 + Math.log(count)) * this.#idfOf(id)) / (isLetters(feature) ? length.letters : length.words));
    }
    return { ids: Uint32Array.from(ids), weights: Float32Array.from(weights) };
  }

  /** Cosine of a text with every known text, words and letters counting alike. */
  cosines({ ids, weights }: Reading): Float32Array {
    const cosines = new Float32Array(this.size);
    for (let k = 0; k < ids.length; k++) {
      const weight = (weights[k] as number) / 2;
      const texts = this.#texts[ids[k] as number] as Uint32Array;
      const theirs = this.#weights[ids[k] as number] as Float32Array;
      for (let i = 0; i < texts.length; i++) {
        const text = texts[i] as number;
        cosines[text] = (cosines[text] as number) + weight * (theirs[i] as number);
      }
    }
    return cosines;
  }

  #lengths(features: Features): { words: number; letters: number } {
    let words = 0;
    let letters = 0;
    for (const [feature, count] of features) {
      const square = ((1 + Math.log(count)) * this.#idfOf(this.#ids.get(feature))) ** 2;
      if (isLetters(feature)) letters += square;
      else words += square;
    }
    return { words: Math.sqrt(words) || 1, letters: Math.sqrt(letters) || 1 };
  }

  #idfOf(id: number | undefined): number {
    return id === undefined ? rarity(this.size, 0) : (this.#idf[id] as number);
  }
}

const rarity = (texts: number, having: number): number => Math.log((1 + texts) / (1 + having)) + 1;
