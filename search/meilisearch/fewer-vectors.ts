import type { PackedVectors } from '../vectors.ts';

interface Group {
  /** The sum of its unit vectors. */
  sum: Float64Array;
  /** Length of the sum. */
  length: number;
}

/**
 * Unit vectors brought down to `most`: the two groups that mean most alike become one, again and again (agglomerative clustering by
 * the cosine of means), and each group is shown by its mean. Texts without a vector are left out.
 */
export function fewerVectors({ codes, scales }: PackedVectors, dimensions: number, most: number): Float64Array[] {
  const groups: Group[] = [];
  for (let row = 0; row < scales.length; row++) {
    if ((scales[row] as number) > 0) groups.push(groupOf(codes.subarray(row * dimensions, (row + 1) * dimensions)));
  }
  const alike = groups.map((one, i) => groups.slice(0, i).map((other) => cosineOf(one, other)));
  while (groups.length > most) {
    let [first, second, best] = [0, 1, -Infinity];
    for (let i = 1; i < groups.length; i++) {
      for (let j = 0; j < i; j++) {
        const cosine = alike[i]?.[j] ?? -Infinity;
        if (cosine > best) [first, second, best] = [j, i, cosine];
      }
    }
    const [kept, gone] = [groups[first], groups[second]];
    if (!kept || !gone) break;
    groups[first] = groupOf(kept.sum, gone.sum);
    groups.splice(second, 1);
    alike.splice(second, 1);
    for (const row of alike.slice(second)) row.splice(second, 1);
    for (const [i, other] of groups.entries()) {
      if (i === first) continue;
      const row = alike[Math.max(i, first)];
      if (row) row[Math.min(i, first)] = cosineOf(groups[first] as Group, other);
    }
  }
  return groups.map(({ sum, length }) => sum.map((value) => value / length));
}

/** One vector as a group of its own (of length one), or the group of two. */
function groupOf(first: ArrayLike<number>, second?: ArrayLike<number>): Group {
  const sum = Float64Array.from(first, (value, i) => value + (second?.[i] ?? 0));
  const length = Math.hypot(...sum) || 1;
  if (second) return { sum, length };
  return { sum: sum.map((value) => value / length), length: 1 };
}

function cosineOf(one: Group, other: Group): number {
  let dot = 0;
  for (let i = 0; i < one.sum.length; i++) dot += (one.sum[i] as number) * (other.sum[i] as number);
  return dot / (one.length * other.length);
}
