import { breather } from './breathe.ts';
import type { Reading } from './lexicon.ts';
import { MANY_GROUPS, rivalsOf } from './rivals.ts';
import { randomFrom, shuffle } from './shuffle.ts';
import { dotAt } from './vectors.ts';

/** A text and the group it belongs to. */
export interface Example {
  /** Its place in the lexicon. */
  text: number;
  reading: Reading;
  vector: Float32Array | null;
  group: number;
}

export interface Size {
  groups: number;
  features: number;
  dimensions: number;
}

/** First step; it falls to nothing in a straight line. */
const RATE = 1;
/** Times every example is seen; fewer when there are many, who need it less. */
const EPOCHS = 6;
/** How fast a group's bias learns, beside its weights. */
const BIAS = 0.05;
const MIN_EPOCHS = 3;
/** A smaller error teaches nothing. */
const NOTHING = 5e-4;
const STEPS = 60_000;
/** A feature that a larger share of many groups has is left out. */
const COMMON = 0.1;

const epochsFor = (examples: number): number =>
  Math.max(MIN_EPOCHS, Math.min(EPOCHS, Math.round(STEPS / (examples || 1))));

/**
 * A linear softmax classifier over [TF-IDF ; sentence vector], trained by stochastic gradient descent: the same examples always
 * give the same weights. A group has weights only for features its examples have, which keeps a thousand groups small.
 */
export class Head {
  /** Weights of feature f: those from `#start[f]` to `#start[f + 1]`, each for the group beside it. */
  readonly #start: Uint32Array;
  readonly #groups: Uint16Array;
  readonly #weights: Float32Array;
  /** What the vector counts beside the words. */
  readonly #byMeaning: number;
  /** Weights of the vector, a group after the other. */
  readonly #meaning: Float32Array;
  /** What a group has whatever is said. */
  readonly #bias: Float64Array;
  /** How much the examples of a group count. */
  readonly #balance: Float64Array;
  /** Room for one step. */
  readonly #error: Float64Array;
  readonly #size: Size;

  private constructor(examples: readonly Example[], size: Size) {
    this.#size = size;
    const having = countGroups(examples, size);
    this.#start = new Uint32Array(size.features + 1);
    for (let id = 0; id < size.features; id++)
      this.#start[id + 1] = (this.#start[id] as number) + (having[id] as number);
    this.#groups = new Uint16Array(this.#start[size.features] as number);
    const filled = this.#start.slice();
    eachOfGroup(examples, size, (id, group) => {
      if (having[id] === 0) return;
      this.#groups[filled[id] as number] = group;
      filled[id] = (filled[id] as number) + 1;
    });
    this.#weights = new Float32Array(this.#groups.length);
    this.#meaning = new Float32Array(size.groups * size.dimensions);
    this.#error = new Float64Array(size.groups);
    const each = examples.length / size.groups;
    this.#byMeaning = meaningIn(each);
    const own = new Uint32Array(size.groups);
    for (const { group } of examples) own[group] = (own[group] as number) + 1;
    this.#balance = Float64Array.from(own, (count) => balanceOf(count, each));
    this.#bias = new Float64Array(size.groups);
  }

  /**
   * Trains in slices, so that nobody waits long for something else. At most 65,535 groups.
   * @param epochs how often every example is seen; as often as their number asks for when left out
   */
  static async train(examples: readonly Example[], size: Size, epochs = epochsFor(examples.length)): Promise<Head> {
    const head = new Head(examples, size);
    const rivals = await rivalsOf(examples, size);
    const breathe = breather();
    const random = randomFrom(7);
    const order = Uint32Array.from(examples, (_, index) => index);
    const steps = epochs * order.length;
    const place = new Int16Array(size.groups).fill(-1);
    for (let step = 0; step < steps; step++) {
      const at = step % order.length;
      if (at === 0) shuffle(order, random);
      const example = examples[order[at] as number] as Example;
      head.#learn(example, rivals[example.group] as Uint16Array, place, RATE * (1 - step / steps));
      await breathe();
    }
    return head;
  }

  /** One step down the slope: what was taken for another group is moved towards its own, which comes first in `among`. */
  #learn({ reading: { ids, weights }, vector }: Example, among: Uint16Array, place: Int16Array, rate: number): void {
    const start = this.#start;
    const groups = this.#groups;
    const own = this.#weights;
    const count = among.length;
    const error = this.#error.subarray(0, count);
    const bias = this.#bias;
    for (let at = 0; at < count; at++) error[at] = bias[among[at] as number] as number;
    for (let at = 0; at < count; at++) place[among[at] as number] = at;
    for (let k = 0; k < ids.length; k++) {
      const value = weights[k] as number;
      const end = start[(ids[k] as number) + 1] as number;
      for (let i = start[ids[k] as number] as number; i < end; i++) {
        const at = place[groups[i] as number] as number;
        if (at >= 0) error[at] = (error[at] as number) + value * (own[i] as number);
      }
    }
    if (vector)
      for (let at = 0; at < count; at++) error[at] = (error[at] as number) + this.#meant(vector, among[at] as number);
    softmax(error);
    error[0] = (error[0] as number) - 1;
    const balance = this.#balance[among[0] as number] as number;
    for (let at = 0; at < count; at++) error[at] = (error[at] as number) * balance;
    // Whoever is hardly taken for it learns nothing.
    for (let at = 0; at < count; at++) if (Math.abs(error[at] as number) < NOTHING) place[among[at] as number] = -1;
    for (let k = 0; k < ids.length; k++) {
      const value = rate * (weights[k] as number);
      const end = start[(ids[k] as number) + 1] as number;
      for (let i = start[ids[k] as number] as number; i < end; i++) {
        const at = place[groups[i] as number] as number;
        if (at >= 0) own[i] = (own[i] as number) - value * (error[at] as number);
      }
    }
    for (let at = 0; at < count; at++) {
      const group = among[at] as number;
      if (vector && (place[group] as number) >= 0) this.#turn(vector, group, rate * (error[at] as number));
      bias[group] = (bias[group] as number) - BIAS * rate * (error[at] as number);
      place[group] = -1;
    }
  }

  #meant(vector: Float32Array, group: number): number {
    const from = group * this.#size.dimensions;
    return this.#byMeaning * dotAt(vector, this.#meaning, from);
  }

  #turn(vector: Float32Array, group: number, by: number): void {
    const meaning = this.#meaning;
    const from = group * this.#size.dimensions;
    const step = this.#byMeaning * by;
    const { length } = vector;
    for (let i = 0; i < length; i++) meaning[from + i] = (meaning[from + i] as number) - step * (vector[i] as number);
  }

  /** How much a text speaks for each group, in logits: only their differences mean something. */
  logits({ ids, weights }: Reading, vector: Float32Array | null): Float64Array {
    const sums = this.#bias.slice();
    for (let k = 0; k < ids.length; k++) {
      const end = this.#start[(ids[k] as number) + 1] as number;
      for (let i = this.#start[ids[k] as number] as number; i < end; i++) {
        const group = this.#groups[i] as number;
        sums[group] = (sums[group] as number) + (weights[k] as number) * (this.#weights[i] as number);
      }
    }
    if (vector)
      for (let group = 0; group < sums.length; group++)
        sums[group] = (sums[group] as number) + this.#meant(vector, group);
    return sums;
  }
}

/** The fewer examples a group has on average, the less their words tell: 2.2 for up to five, 0.7 from sixty on. */
const meaningIn = (each: number): number => Math.max(0.7, Math.min(2.2, 2.2 - 0.6 * Math.log(each / 5)));

/** How much an example counts: those of small groups more, or the large would be taken for everything. */
const balanceOf = (own: number, each: number): number => Math.min(3, Math.sqrt(each / (own || 1)));

/** Calls for every feature of every group once. */
function eachOfGroup(
  examples: readonly Example[],
  { features }: Size,
  call: (id: number, group: number) => void,
): void {
  const last = new Int32Array(features).fill(-1);
  for (const { reading, group } of examples.toSorted((a, b) => a.group - b.group)) {
    for (const id of reading.ids) {
      if (last[id] === group) continue;
      last[id] = group;
      call(id, group);
    }
  }
}

/** How many groups have each feature; none for those that so many of many have that they tell nothing apart. */
function countGroups(examples: readonly Example[], size: Size): Uint32Array {
  const having = new Uint32Array(size.features);
  eachOfGroup(examples, size, (id) => {
    having[id] = (having[id] as number) + 1;
  });
  const common = size.groups > MANY_GROUPS ? size.groups * COMMON : size.groups;
  return having.map((count) => (count > common ? 0 : count));
}

/** Turns logits into shares of one, in place. */
export function softmax(logits: Float64Array): void {
  let highest = -Infinity;
  for (let i = 0; i < logits.length; i++) if ((logits[i] as number) > highest) highest = logits[i] as number;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp((logits[i] as number) - highest);
  for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] as number) / sum;
}
