import { breather } from './breathe.ts';
import type { Example, Size } from './head.ts';
import { dot, meansOf } from './vectors.ts';

/** With more groups than this each is told apart only from those most like it: the others never come near it. */
export const MANY_GROUPS = 200;
const RIVALS = 40;

/** Of each group: itself, then all groups or those with the nearest mean vectors. */
export async function rivalsOf(examples: readonly Example[], { groups, dimensions }: Size): Promise<Uint16Array[]> {
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
