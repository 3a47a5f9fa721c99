import { breather } from './breathe.ts';
import { featuresOf, isLetters } from './features.ts';

/** A text as its known features: words and letters each of unit length; unknown features take their share of the length. */
export interface Reading {
  ids: Uint32Array;
  weights: Float32Array;
}

/** A text's known features and how often it has each. */
interface Counted {
  ids: Uint32Array;
  counts: Float32Array;
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
  /** 1 for letters, 0 for words. */
  readonly #letters: Uint8Array;
  /** Per feature: texts that have it and how much, side by side. */
  readonly #texts: Uint32Array[];
  readonly #weights: Float32Array[];

  private constructor(ids: ReadonlyMap<string, number>, frequency: readonly number[], size: number) {
    this.size = size;
    this.#ids = ids;
    this.#idf = Float64Array.from(frequency, (count) => rarity(size, count));
    this.#letters = Uint8Array.from(ids.keys(), (feature) => (isLetters(feature) ? 1 : 0));
    this.#texts = frequency.map((count) => new Uint32Array(count));
    this.#weights = frequency.map((count) => new Float32Array(count));
    this.readings = [];
  }

  static async learn(texts: readonly string[]): Promise<Lexicon> {
    const breathe = breather();
    const ids = new Map<string, number>();
    const frequency: number[] = [];
    const counted: Counted[] = [];
    for (const text of texts) {
      const features = featuresOf(text);
      const own = new Uint32Array(features.size);
      let k = 0;
      for (const feature of features.keys()) {
        let id = ids.get(feature);
        if (id === undefined) ids.set(feature, (id = ids.size));
        frequency[id] = (frequency[id] ?? 0) + 1;
        own[k++] = id;
      }
      counted.push({ ids: own, counts: Float32Array.from(features.values()) });
      await breathe();
    }
    const lexicon = new Lexicon(ids, frequency, texts.length);
    const filled = new Uint32Array(frequency.length);
    const readings: Reading[] = [];
    for (const [text, each] of counted.entries()) {
      const reading = lexicon.#weigh(each, 0, 0);
      readings.push(reading);
      for (let k = 0; k < reading.ids.length; k++) {
        const id = reading.ids[k] as number;
        const at = filled[id] as number;
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
    const ids: number[] = [];
    const counts: number[] = [];
    // Of what is unknown only the length is known.
    let words = 0;
    let letters = 0;
    for (const [feature, count] of featuresOf(text)) {
      const id = this.#ids.get(feature);
      if (id !== undefined) {
        ids.push(id);
        counts.push(count);
      } else if (isLetters(feature)) letters += squareOf(count, rarity(this.size, 0));
      else words += squareOf(count, rarity(this.size, 0));
    }
    return this.#weigh({ ids: Uint32Array.from(ids), counts: Float32Array.from(counts) }, words, letters);
  }

  /** Gives features their weights; `words` and `letters` are the squared lengths of what is unknown beside them. */
  #weigh({ ids, counts }: Counted, words: number, letters: number): Reading {
    const weights = new Float32Array(ids.length);
    for (let k = 0; k < ids.length; k++) {
      const id = ids[k] as number;
      const weight = tempered(counts[k] as number) * (this.#idf[id] as number);
      weights[k] = weight;
      if (this.#letters[id] === 1) letters += weight * weight;
      else words += weight * weight;
    }
    const byLetters = 1 / (Math.sqrt(letters) || 1);
    const byWords = 1 / (Math.sqrt(words) || 1);
    for (let k = 0; k < ids.length; k++)
      weights[k] = (weights[k] as number) * (this.#letters[ids[k] as number] === 1 ? byLetters : byWords);
    return { ids, weights };
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
}

/** A word said twice counts less than two words. */
const tempered = (count: number): number => (count === 1 ? 1 : 1 + Math.log(count));

const squareOf = (count: number, rarity: number): number => (tempered(count) * rarity) ** 2;

const rarity = (texts: number, having: number): number => Math.log((1 + texts) / (1 + having)) + 1;
