/** A case to learn from: what was seen, what came of it and how much it counts. */
export interface Case {
  seen: readonly number[];
  right: boolean;
  weight: number;
}

/** How many cases leaving a weight at nothing counts for; the last weight, the bias, is free. */
const INERTIA = 1;
const STEPS = 40;

export const sureness = (weights: readonly number[], seen: readonly number[]): number =>
  1 / (1 + Math.exp(-seen.reduce((sum, value, k) => sum + value * (weights[k] as number), 0)));

/** The weights under which what came is likeliest, by Newton's method; `seen` ends with a 1 for the bias. */
export function fitLogistic(cases: readonly Case[]): number[] {
  const size = cases[0]?.seen.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const inertia = (k: number) => (k === size - 1 ? 1e-9 : INERTIA);
    const slope = weights.map((value, k) => inertia(k) * value);
    const bend = weights.map((_, row) => weights.map((_, column) => (row === column ? inertia(row) : 0)));
    for (const { seen, right, weight } of cases) {
      const expected = sureness(weights, seen);
      const curve = weight * expected * (1 - expected);
      for (let row = 0; row < size; row++) {
        const value = seen[row] as number;
        slope[row] = (slope[row] as number) + weight * (expected - Number(right)) * value;
        const line = bend[row] as number[];
        for (let column = 0; column < size; column++)
          line[column] = (line[column] as number) + curve * value * (seen[column] as number);
      }
    }
    const move = solve(bend, slope);
    weights = weights.map((value, k) => value - (move[k] as number));
  }
  return weights;
}

/** Gauss and Jordan; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k] as number]);
  for (const [k, pivot] of rows.entries()) {
    for (const [other, row] of rows.entries()) {
      if (other === k) continue;
      const factor = (row[k] as number) / (pivot[k] as number);
      for (let i = k; i < row.length; i++) row[i] = (row[i] as number) - factor * (pivot[i] as number);
    }
  }
  return rows.map((row, k) => (row[rows.length] as number) / (row[k] as number));
}
