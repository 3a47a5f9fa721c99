import { breather } from './breathe.ts';
import type { Reading } from './lexicon.ts';

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
const MIN_EPOCHS = 3;
/** A smaller error teaches nothing. */
const NOTHING = 5e-4;
const STEPS = 60_000;
/** With more groups than this each is told apart only from those most like it: the others never come near it. */
export const MANY_GROUPS = 200;
const RIVALS = 40;
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
  readonly #error: Float64Array;
  readonly #size: Size;

  private constructor(examples: readonly Example[], size: Size) {
    this.#size = size;
    this.#byMeaning = meaningIn(examples.length / size.groups);
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
    const error = this.#error.subarray(0, count).fill(0);
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
      for (let at = 0; at < count; at++)
        error[at] = (error[at] as number) + this.#meant(vector, among[at] as number);
    softmax(error);
    error[0] = (error[0] as number) - 1;
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
    const sums = new Float64Array(this.#size.groups);
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

/** The fewer examples a group has, the less their words tell: 1 for up to five, 0.7 for a hundred. */
const meaningIn = (each: number): number => Math.max(0.7, Math.min(1, 1.15 - 0.1 * Math.log(each)));

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

/** Of each group: itself, then all groups or those with the nearest mean vectors. */
async function rivalsOf(examples: readonly Example[], { groups, dimensions }: Size): Promise<Uint16Array[]> {
  const everybody = Uint16Array.from({ length: groups }, (_, group) => group);
  const isFew = groups <= MANY_GROUPS;
  const means = isFew ? [] : meansOf(examples, { groups, dimensions });
  const breathe = breather();
  const rivals: Uint16Array[] = [];
  for (let own = 0; own < groups; own++) {
    let others = everybody.filter((group) => group !== own);
    if (!isFew) {
      const likeness = Float64Array.from(means, (mean) => dot(mean, means[own] as Float32Array));
      const least = likeness.toSorted().at(-RIVALS) ?? -1;
      others = others.filter((group) => (likeness[group] as number) >= least).subarray(0, RIVALS);
    }
    rivals.push(Uint16Array.of(own, ...others));
    await breathe();
  }
  return rivals;
}

/** The mean vector of each group, of unit length. */
export function meansOf(examples: readonly Example[], size: Pick<Size, 'groups' | 'dimensions'>): Float32Array[] {
  const means = Array.from({ length: size.groups }, () => new Float32Array(size.dimensions));
  for (const { vector, group } of examples) {
    const mean = means[group] as Float32Array;
    if (vector) for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (vector[i] as number);
  }
  return means.map((mean) => {
    const length = Math.sqrt(dot(mean, mean)) || 1;
    return mean.map((value) => value / length);
  });
}

export const dot = (a: Float32Array, b: Float32Array): number => dotAt(a, b, 0);

/** The product with a part of a longer list; four sums at once, since each has to wait for its last addition. */
function dotAt(a: Float32Array, b: Float32Array, from: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] as number) * (b[from + i] as number);
    s1 += (a[i + 1] as number) * (b[from + i + 1] as number);
    s2 += (a[i + 2] as number) * (b[from + i + 2] as number);
    s3 += (a[i + 3] as number) * (b[from + i + 3] as number);
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] as number) * (b[from + i] as number);
  return s0 + s1 + s2 + s3;
}

/** Mulberry32: the same numbers in [0, 1) from the same seed, on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffle(list: Uint32Array, random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as number, list[i] as number];
  }
}
