import { termOf, wordsOf } from '#search/text.ts';

/** How much a whole word counts beside its letters. */
const WORD_WEIGHT = 2;
const GRAMS = [3, 4, 5];

/**
 * Which known texts share words, pairs of words and letters with a question: cosine of TF-IDF over stems and over character
 * n-grams within words. Finds what the encoder blurs: numbers, names, negation, rare words.
 */
export class Lexicon {
  readonly #size: number;
  readonly #ids = new Map<string, number>();
  readonly #idf: Float64Array;
  /** Per feature: texts that have it and how much, side by side. */
  readonly #texts: Uint32Array[];
  readonly #weights: Float32Array[];

  constructor(texts: readonly string[]) {
    this.#size = texts.length;
    const counted = texts.map(featuresOf);
    const frequency: number[] = [];
    for (const features of counted) {
      for (const feature of features.keys()) {
        const id = this.#ids.get(feature) ?? this.#ids.size;
        this.#ids.set(feature, id);
        frequency[id] = (frequency[id] ?? 0) + 1;
      }
    }
    this.#idf = Float64Array.from(frequency, (count) => rarity(this.#size, count));
    this.#texts = frequency.map((count) => new Uint32Array(count));
    this.#weights = frequency.map((count) => new Float32Array(count));
    const filled = new Uint32Array(frequency.length);
    for (const [text, features] of counted.entries()) {
      const { weights } = this.#weigh(features);
      for (const [id, weight] of weights) {
        const at = filled[id] ?? 0;
        (this.#texts[id] as Uint32Array)[at] = text;
        (this.#weights[id] as Float32Array)[at] = weight;
        filled[id] = at + 1;
      }
    }
  }

  /** Cosine with every text, and the share of the question's words – the rarer, the more they count – that are known at all. */
  compare(question: string): { cosines: Float32Array; coverage: number } {
    const cosines = new Float32Array(this.#size);
    const { weights, coverage } = this.#weigh(featuresOf(question));
    for (const [id, weight] of weights) {
      const texts = this.#texts[id] as Uint32Array;
      const theirs = this.#weights[id] as Float32Array;
      for (let i = 0; i < texts.length; i++) {
        const text = texts[i] as number;
        cosines[text] = (cosines[text] as number) + weight * (theirs[i] as number);
      }
    }
    return { cosines, coverage };
  }

  /** Unit-length weights of the known features; unknown ones take their share of the length. */
  #weigh(features: ReadonlyMap<string, number>): { weights: [number, number][]; coverage: number } {
    const unknown = rarity(this.#size, 0);
    const weights: [number, number][] = [];
    let square = 0;
    const words = { known: 0, all: 0 };
    for (const [feature, count] of features) {
      const id = this.#ids.get(feature);
      const idf = id === undefined ? unknown : (this.#idf[id] as number);
      const weight = (1 + Math.log(count)) * idf;
      square += weight * weight;
      if (id !== undefined) weights.push([id, weight]);
      if (!feature.startsWith('w')) continue;
      words.all += idf;
      if (id !== undefined) words.known += idf;
    }
    const length = Math.sqrt(square) || 1;
    for (const pair of weights) pair[1] /= length;
    return { weights, coverage: words.all === 0 ? 0 : words.known / words.all };
  }
}

const rarity = (texts: number, having: number): number => Math.log((1 + texts) / (1 + having)) + 1;

/** Stems (`w`), pairs of stems (`p`) and the letters of each word with its edges (`c`), counted. */
function featuresOf(text: string): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, count: number) => features.set(feature, (features.get(feature) ?? 0) + count);
  let before: string | null = null;
  for (const { word } of wordsOf(text)) {
    const stem = termOf(word);
    add(`w${stem}`, WORD_WEIGHT);
    if (before !== null) add(`p${before} ${stem}`, 1);
    before = stem;
    const edged = ` ${word} `;
    for (const size of GRAMS) {
      for (let i = 0; i === 0 || i + size <= edged.length; i++) add(`c${edged.slice(i, i + size)}`, 1);
    }
  }
  return features;
}
