/**
 * How likely a subject is the one that was meant, from how near it is, how far ahead of the others, and how much of the
 * question is known words. Logistic, fitted on three public sets (docs/scenarios.md).
 */
const weights = { near: 3.56, ahead: 14.63, coverage: 1.23, bias: -3.33 };

export function confidenceOf(evidence: { near: number; ahead: number; coverage: number }): number {
  const { near, ahead, coverage } = evidence;
  const sum = weights.near * near + weights.ahead * ahead + weights.coverage * coverage + weights.bias;
  return 1 / (1 + Math.exp(-sum));
}

/** From here on the assistant acts without asking. */
export const ACT = 0.5;
/** From here on words that are no question are taken for something nobody answers, instead of an answer to what was asked. */
export const OUTSIDE = 0.7;
/** From here on it offers what may have been meant; below, a person is better. */
export const OFFER = 0.2;
/** How many it offers. */
export const OFFERED = 3;

export type Band = 'act' | 'offer' | 'handOff';

export const bandOf = (confidence: number): Band =>
  confidence >= ACT ? 'act' : confidence >= OFFER ? 'offer' : 'handOff';
