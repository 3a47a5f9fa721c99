import { Head, type Example, type Size } from './head.ts';
import type { Lexicon, Reading } from './lexicon.ts';
import { MANY_GROUPS } from './rivals.ts';
import { dot, meansOf } from './vectors.ts';

/** What a question was found to be like, group by group. */
export interface Likeness {
  /** What the head says of each group, in logits; -Infinity for groups that are out of the question. */
  head: Float64Array;
  /** How near the texts of each group are: a soft maximum of likeness, about 0 to 1. */
  near: Float64Array;
  /** How much being near counts beside the head. */
  nearest: number;
}

/** How likeness by meaning and by words are mixed, and how sharply the nearest texts count. */
const BY_MEANING = 0.6;
const SHARPNESS = 10;
/** How much the nearest texts count beside the head; less where groups have more than ten, of which the head learns more. */
const NEAREST = 5;
/** Of many groups only so many are looked at closely. */
const LIKELY_GROUPS = 60;

/** What was learned from texts: a trained head and the texts themselves, whose nearest speak beside it. */
export class Learned {
  readonly #lexicon: Lexicon;
  readonly #head: Head;
  /** Texts of each group. */
  readonly #members: readonly (readonly Example[])[];
  readonly #nearest: number;
  /** Mean vectors of the groups, where there are many. */
  readonly #means: readonly Float32Array[];

  private constructor(lexicon: Lexicon, head: Head, members: readonly (readonly Example[])[], means: Float32Array[]) {
    this.#lexicon = lexicon;
    this.#head = head;
    this.#members = members;
    const texts = members.reduce((sum, each) => sum + each.length, 0);
    this.#nearest = NEAREST * Math.min(1, Math.sqrt((10 * members.length) / texts));
    this.#means = means;
  }

  /** Examples may be some of those of the lexicon; a group without any is like nothing. */
  static async from(examples: readonly Example[], lexicon: Lexicon, size: Size, epochs?: number): Promise<Learned> {
    const head = await Head.train(examples, size, epochs);
    const members = Array.from({ length: size.groups }, (): Example[] => []);
    for (const example of examples) members[example.group]?.push(example);
    return new Learned(lexicon, head, members, size.groups > MANY_GROUPS ? meansOf(examples, size) : []);
  }

  /** What a text is like. Without a vector (nothing the encoder knows, or no encoder) words alone decide. */
  compare(reading: Reading, vector: Float32Array | null): Likeness {
    const words = this.#lexicon.cosines(reading);
    const near = new Float64Array(this.#members.length).fill(-1);
    const head = new Float64Array(this.#members.length).fill(-Infinity);
    const logits = this.#head.logits(reading, vector);
    for (const group of this.#likely(words, vector)) {
      near[group] = nearness(this.#members[group] ?? [], words, vector);
      head[group] = logits[group] as number;
    }
    return { head, near, nearest: this.#nearest };
  }

  /** The groups to look at closely: all, or of many those whose mean vector or best text by words is nearest. */
  #likely(words: Float32Array, vector: Float32Array | null): number[] {
    const groups = [...this.#members.keys()].filter((group) => (this.#members[group]?.length ?? 0) > 0);
    if (this.#means.length === 0) return groups;
    const likeness = this.#members.map((members, group) => {
      let best = 0;
      for (const { text } of members) best = Math.max(best, words[text] as number);
      const meaning = vector ? dot(vector, this.#means[group] as Float32Array) : best;
      return BY_MEANING * meaning + (1 - BY_MEANING) * best;
    });
    return groups.toSorted((a, b) => (likeness[b] as number) - (likeness[a] as number)).slice(0, LIKELY_GROUPS);
  }
}

/** Groups with many texts gain nothing by their number alone. */
function nearness(members: readonly Example[], words: Float32Array, vector: Float32Array | null): number {
  let sum = 0;
  for (const { text, vector: theirs } of members) {
    const byWords = words[text] as number;
    const byMeaning = vector === null ? byWords : theirs === null ? 0 : dot(vector, theirs);
    sum += Math.exp(SHARPNESS * (BY_MEANING * byMeaning + (1 - BY_MEANING) * byWords));
  }
  return Math.log(sum / Math.sqrt(members.length || 1)) / SHARPNESS;
}
