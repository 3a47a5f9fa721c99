import type { Understanding } from './understand.ts';

/** A question, what was understood, and what it should have been; `expected` is null when no subject answers it. */
export interface Asked {
  expected: readonly string[] | null;
  understood: Understanding;
}

export interface Quality {
  queries: number;
  /** Of what can be answered: the right subject first, and among the first three, whatever the confidence. */
  accuracy: number;
  top3: number;
  /** How well confidence tells what can be answered from what cannot; null when everything can be. */
  oos: { auroc: number; recallAt95: number } | null;
  /** What the shipped thresholds make of it. */
  policy: {
    acted: number;
    actedWrong: number;
    suggested: number;
    suggestedHit: number;
    handedOff: number;
    handedOffRight: number;
  };
  /** Mean distance between confidence and the share that was right, over ten bands. */
  calibrationError: number;
}

const OFFERED = 3;
const BANDS = 10;

/** How well a set of questions was understood (the figures of `eval:assistant`). */
export function measureUnderstanding(asked: readonly Asked[]): Quality {
  const inScope = asked.filter(({ expected }) => expected !== null);
  const share = (list: readonly Asked[], test: (one: Asked) => boolean) =>
    list.length === 0 ? 0 : rounded(list.filter(test).length / list.length);
  const count = (band: Understanding['band'], test: (one: Asked) => boolean = () => true) =>
    asked.filter((one) => one.understood.band === band && test(one)).length;
  return {
    queries: asked.length,
    accuracy: share(inScope, (one) => isAmong(one, 1)),
    top3: share(inScope, (one) => isAmong(one, OFFERED)),
    oos: inScope.length === asked.length ? null : outOfScope(asked),
    policy: {
      acted: count('act'),
      actedWrong: count('act', (one) => !isAmong(one, 1)),
      suggested: count('offer'),
      suggestedHit: count('offer', (one) => isAmong(one, OFFERED)),
      handedOff: count('handOff'),
      handedOffRight: count('handOff', ({ expected }) => expected === null),
    },
    calibrationError: calibrationError(asked),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const confidenceOf = ({ understood }: Asked): number => understood.candidates[0]?.confidence ?? 0;

const isAmong = ({ expected, understood }: Asked, depth: number): boolean =>
  expected !== null && understood.candidates.slice(0, depth).some(({ subject }) => expected.includes(subject.id));

function outOfScope(asked: readonly Asked[]): { auroc: number; recallAt95: number } {
  const inside = asked.filter(({ expected }) => expected !== null).map(confidenceOf);
  const outside = asked.filter(({ expected }) => expected === null).map(confidenceOf);
  let wins = 0;
  for (const one of inside) for (const other of outside) wins += one > other ? 1 : one === other ? 0.5 : 0;
  // The confidence that 95 % of what can be answered reach.
  const threshold = inside.toSorted((a, b) => a - b)[Math.floor(inside.length * 0.05)] ?? 0;
  const pairs = inside.length * outside.length;
  return {
    auroc: pairs === 0 ? 0 : rounded(wins / pairs),
    recallAt95: outside.length === 0 ? 0 : rounded(outside.filter((each) => each < threshold).length / outside.length),
  };
}

function calibrationError(asked: readonly Asked[]): number {
  const bands = Map.groupBy(asked, (one) => Math.min(BANDS - 1, Math.floor(confidenceOf(one) * BANDS)));
  let error = 0;
  for (const band of bands.values()) {
    const claimed = band.reduce((sum, one) => sum + confidenceOf(one), 0) / band.length;
    const right = band.filter((one) => isAmong(one, 1)).length / band.length;
    error += (Math.abs(claimed - right) * band.length) / asked.length;
  }
  return rounded(error);
}
