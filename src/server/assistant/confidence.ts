import type { Likeness } from './learned.ts';

/** What a question says of the groups. */
export interface Evidence {
  /** Of each group, by the head and the nearest texts: its share of one. */
  shares: Float64Array;
  /** The subject with the largest share. */
  best: number;
  /** How near the texts of the best are. */
  near: number;
  /** How far the texts of the best are nearer than those of any other group. */
  lead: number;
  /** How much the question is like anything that was learned, by the head: the logarithm of the sum over all groups. */
  strength: number;
}

/** How the assistant's sureness is to be read in one knowledge base (calibrate.ts). */
export interface Calibration {
  /** How much it has to be moved, in logits, as it showed when it was asked about its own texts. */
  shift: number;
  /** How many subjects there are: the fewer, the more of what people ask is beside them. */
  subjects: number;
  /** Whether it was told what no subject answers: what is left is told better then. */
  knowsOutside: boolean;
}

/** Before a knowledge base has been asked anything. */
export const uncalibrated = (subjects: number, knowsOutside: boolean): Calibration => ({
  shift: 0,
  subjects,
  knowsOutside,
});

/** How the pieces of evidence are mixed: what tells best what can be answered from what cannot, on all sets alike. */
const mix = { share: 0.8, strength: 0.6, near: 3, words: 0.3 };

/**
 * How evidence becomes a probability: logistic. Fitted by `npm run fit:assistant` on public sets and the demo, each family of sets
 * weighing the same (docs/assistant.md).
 */
const reading = { evidence: 0.56, shift: 0.36, few: -1.15, bias: -2.64, outside: { evidence: 0.67, bias: -2.59 } };

/** With so many subjects or more, their number says nothing any more about what is beside them. */
const MANY_SUBJECTS = 64;

/** What speaks for the groups, of which the first `subjects` can be meant; groups for which `isHidden` do not exist. */
export function evidenceFor(
  { head, near, nearest: byNearest }: Likeness,
  subjects: number,
  isHidden: (group: number) => boolean = () => false,
): Evidence {
  const seen = near.map((each, group) => (isHidden(group) ? -Infinity : each));
  const strength = logOfSum(head.map((each, group) => (seen[group] === -Infinity ? -Infinity : each)));
  const mixed = head.map((each, group) => each + byNearest * (seen[group] as number));
  const all = logOfSum(mixed);
  const shares = mixed.map((each) => Math.exp(each - all));
  let best = 0;
  for (let group = 1; group < subjects; group++) if ((shares[group] as number) > (shares[best] as number)) best = group;
  let next = -1;
  for (const [group, each] of seen.entries()) if (group !== best && each > next) next = each;
  const nearest = seen[best] as number;
  return { shares, best, near: nearest, lead: nearest - next, strength };
}

export const oddsOf = (share: number): number => Math.log((share + 1e-4) / (1 - share + 1e-4));

/** What speaks for the best subject, in a number that only `confidenceIn` reads. @param words how many the question has */
export const evidenceIn = ({ shares, best, near, strength }: Evidence, words: number): number =>
  mix.share * oddsOf(shares[best] as number) +
  mix.strength * strength +
  mix.near * near +
  mix.words * Math.log(words || 1);

/** How few subjects there are, from 0 for many to 1 for two dozen and fewer. */
export const fewness = (subjects: number): number => Math.min(1, Math.max(0, Math.log(MANY_SUBJECTS / subjects)));

/** The probability that the best subject is the one that was meant, in [0, 1]. @param words how many the question has */
export function confidenceIn(
  evidence: Evidence,
  words: number,
  { shift, subjects, knowsOutside }: Calibration,
): number {
  if (!((evidence.shares[evidence.best] as number) > 0)) return 0;
  const slope = reading.evidence + (knowsOutside ? reading.outside.evidence : 0);
  const bias = reading.bias + (knowsOutside ? reading.outside.bias : 0);
  const sum = slope * evidenceIn(evidence, words) + reading.shift * shift + reading.few * fewness(subjects) + bias;
  return 1 / (1 + Math.exp(-sum));
}

function logOfSum(values: Float64Array): number {
  const highest = Math.max(...values);
  if (highest === -Infinity) return 0;
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

/** From here on the assistant acts without asking. */
export const ACT = 0.9;
/** From here on it offers what may have been meant; below, a person is better. */
export const OFFER = 0.2;
/** From here on a question is surely one that no subject answers. */
export const OUTSIDE = 0.5;
/** How many it offers. */
export const OFFERED = 3;

export type Band = 'act' | 'offer' | 'handOff';

export const bandOf = (confidence: number): Band =>
  confidence >= ACT ? 'act' : confidence >= OFFER ? 'offer' : 'handOff';
