interface Asked {
  /** What was found, best first. */
  found: string[];
  /** What should have been found. */
  relevant: string[];
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** How well a set of questions was answered: recall at 1 and 5, mean reciprocal rank and nDCG at 10. */
export function measure(asked: Asked[]) {
  const mean = (score: (one: Asked) => number) =>
    asked.length === 0 ? 0 : rounded(asked.reduce((sum, one) => sum + score(one), 0) / asked.length);
  return {
    recallAt1: mean((one) => recallAt(one, 1)),
    recallAt5: mean((one) => recallAt(one, 5)),
    mrrAt10: mean(reciprocalRank),
    ndcgAt10: mean(normalizedGain),
    zeroResults: asked.filter(({ found }) => found.length === 0).length,
  };
}

const recallAt = ({ found, relevant }: Asked, depth: number): number =>
  relevant.filter((id) => found.slice(0, depth).includes(id)).length / relevant.length;

function reciprocalRank({ found, relevant }: Asked): number {
  const rank = found.slice(0, 10).findIndex((id) => relevant.includes(id));
  return rank === -1 ? 0 : 1 / (rank + 1);
}

function normalizedGain({ found, relevant }: Asked): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  const won = found.slice(0, 10).reduce((sum, id, rank) => sum + (relevant.includes(id) ? gain(rank) : 0), 0);
  const possible = relevant.slice(0, 10).reduce((sum, _, rank) => sum + gain(rank), 0);
  return won / possible;
}

/** A percentile of unsorted numbers, to two decimals. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
}
