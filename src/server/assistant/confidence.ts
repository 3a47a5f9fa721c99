import type { Likeness } from './learned.ts';

/** What a question says of the groups. */
export interface Evidence {
  /** Of each group, by the head and the nearest texts: its share of one. */
  shares: Float64Array;
  /** The subject with the largest share. */
  best: number;
  /** How far the texts of the best are nearer than those of any other group. */
  lead: number;
  /** How much the question is like anything that was learned, by the head: the logarithm of the sum over all groups. */
  strength: number;
}

/** How much the assistant's sureness has to be moved in one knowledge base, in logits (calibrate.ts). */
export interface Calibration {
  shift: number;
  /** Whether it was told what no subject answers: what is left is surer then. */
  knowsOutside: boolean;
}

/** Before a knowledge base has been asked anything. */
export const uncalibrated: Calibration = { shift: 0, knowsOutside: false };

/** How much each piece of evidence weighs everywhere: logistic, fitted on public sets and the demo (docs/assistant.md). */
const weights = { share: 0.59, lead: 6.91, strength: 0.45, shift: 0.65, knowsOutside: 0.55, bias: -2.8 };

/** What speaks for the groups, of which the first `subjects` can be meant; groups for which `isHidden` do not exist. */
export function evidenceFor(
  { head, near, nearest }: Likeness,
  subjects: number,
  isHidden: (group: number) => boolean = () => false,
): Evidence {
  const seen = near.map((each, group) => (isHidden(group) ? -Infinity : each));
  const strength = logOfSum(head.map((each, group) => (seen[group] === -Infinity ? -Infinity : each)));
  const mixed = head.map((each, group) => each + nearest * (seen[group] as number));
  const all = logOfSum(mixed);
  const shares = mixed.map((each) => Math.exp(each - all));
  let best = 0;
  for (let group = 1; group < subjects; group++) if ((shares[group] as number) > (shares[best] as number)) best = group;
  let next = -1;
  for (const [group, each] of seen.entries()) if (group !== best && each > next) next = each;
  return { shares, best, lead: (seen[best] as number) - next, strength };
}

export const oddsOf = (share: number): number => Math.log((share + 1e-4) / (1 - share + 1e-4));

/** The probability that the best subject is the one that was meant, in [0, 1]. */
export function confidenceIn({ shares, best, lead, strength }: Evidence, { shift, knowsOutside }: Calibration): number {
  const share = shares[best] as number;
  if (!(share > 0)) return 0;
  const known = weights.shift * shift + (knowsOutside ? weights.knowsOutside : 0) + weights.bias;
  const sum = weights.share * oddsOf(share) + weights.lead * lead + weights.strength * strength + known;
  return 1 / (1 + Math.exp(-sum));
}

function logOfSum(values: Float64Array): number {
  const highest = Math.max(...values);
  if (highest === -Infinity) return 0;
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

/** From here on the assistant acts without asking. */
export const ACT = 0.88;
/** From here on it offers what may have been meant; below, a person is better. */
export const OFFER = 0.2;
/** From here on a question is surely one that no subject answers. */
export const OUTSIDE = 0.5;
/** How many it offers. */
export const OFFERED = 3;

export type Band = 'act' | 'offer' | 'handOff';

export const bandOf = (confidence: number): Band =>
  confidence >= ACT ? 'act' : confidence >= OFFER ? 'offer' : 'handOff';
