import { performance } from 'node:perf_hooks';
import { setImmediate as letOthersRun } from 'node:timers/promises';

/** A query with what it is compared by. */
export interface Compared {
  query: string;
  /** How often it was asked. */
  times: number;
  /** Stems without stop words (`termsOf`). */
  terms: readonly string[];
  /** Of unit length; null for text the encoder knows nothing of. */
  vector: Float32Array | null;
}

/** From this cosine on two are the same question (docs/decisions/028-feedback-and-demand.md tells how it was chosen). */
export const SAME_FROM = 0.65;
/** So many are compared with each other; rarer queries only join the groups of these, or stay alone. */
const COMPARED = 2_000;
/** Work between two looks at what else waits, ms. */
const SLICE_MS = 8;
/** Pairs are sorted in so many parts, from the most alike down. */
const PARTS = 40;

/** A group while it grows: the sum of its vectors tells how alike two groups are on the average. */
interface Cluster {
  members: number[];
  sum: Float32Array | null;
  count: number;
}

interface Pair {
  a: number;
  b: number;
  alike: number;
}

/**
 * Groups near-same queries. Those with the same terms are one; of the others the most alike pairs are joined first, as long as
 * their groups are on the average as alike (agglomerative clustering, average linkage, over the pairs above the threshold). The
 * same queries give the same groups in the same order. It lets others run in between.
 * @returns indexes into `queries`; in a group, and among groups, what was asked most comes first
 */
export async function groupQueries(queries: readonly Compared[]): Promise<number[][]> {
  const order = [...queries.keys()].sort((a, b) => compare(queries, a, b));
  const all = withSameTerms(queries, order);
  const clusters = await join(all.slice(0, COMPARED));
  await addTo(clusters, all.slice(COMPARED));
  const timesOf = (members: readonly number[]) => members.reduce((sum, index) => sum + (queries[index]?.times ?? 0), 0);
  return clusters
    .map(({ members }) => members.toSorted((a, b) => compare(queries, a, b)))
    .map((members) => ({ members, times: timesOf(members) }))
    .sort((a, b) => b.times - a.times || compare(queries, a.members[0] ?? 0, b.members[0] ?? 0))
    .map(({ members }) => members);
}

async function join(single: readonly Cluster[]): Promise<Cluster[]> {
  const clusters: (Cluster | null)[] = [...single];
  const where = [...clusters.keys()];
  const pause = pauses();
  for (const part of await likePairs(single)) {
    part.sort((x, y) => y.alike - x.alike || x.a - y.a || x.b - y.b);
    for (const { a, b } of part) {
      await pause();
      const [into, from] = [rootOf(where, a), rootOf(where, b)].sort((x, y) => x - y) as [number, number];
      const [one, other] = [clusters[into], clusters[from]];
      if (into === from || !one || !other || average(one, other) < SAME_FROM) continue;
      clusters[into] = joined(one, other);
      clusters[from] = null;
      where[from] = into;
    }
  }
  return clusters.filter((cluster) => cluster !== null);
}

/** Each joins the group it is most like, if it is like one at all. */
async function addTo(clusters: Cluster[], rare: readonly Cluster[]): Promise<void> {
  const known = [...clusters];
  const pause = pauses();
  for (const one of rare) {
    await pause();
    let [best, place] = [SAME_FROM, -1];
    for (const [index, cluster] of known.entries()) {
      const alike = average(cluster, one);
      if (alike > best) [best, place] = [alike, index];
    }
    if (place < 0) clusters.push(one);
    // Not its vector: whichever of two rare ones came first would change where the other goes.
    else known[place]?.members.push(...one.members);
  }
}

/** Gives way to others whenever enough was done since the last time. */
function pauses(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < SLICE_MS) return undefined;
    return letOthersRun().then(() => {
      began = performance.now();
    });
  };
}

function compare(queries: readonly Compared[], a: number, b: number): number {
  const [one, other] = [queries[a], queries[b]];
  if (!one || !other) return 0;
  return other.times - one.times || (one.query < other.query ? -1 : 1);
}

/** «доставка сколько стоит» and «сколько стоит доставка» are one, whatever the encoder thinks. */
function withSameTerms(queries: readonly Compared[], order: readonly number[]): Cluster[] {
  const byTerms = new Map<string, Cluster>();
  for (const index of order) {
    const { terms, query, vector } = queries[index] as Compared;
    // Nothing but stop words says something by its letters alone.
    const key = terms.length === 0 ? `= ${query}` : [...new Set(terms)].sort().join(' ');
    const known = byTerms.get(key);
    if (known) known.members.push(index);
    else byTerms.set(key, { members: [index], sum: vector, count: 1 });
  }
  return [...byTerms.values()];
}

/** Every two that are alike enough, in parts from the most alike down. */
async function likePairs(clusters: readonly Cluster[]): Promise<Pair[][]> {
  const parts: Pair[][] = Array.from({ length: PARTS }, () => []);
  const pause = pauses();
  for (const [b, { sum: vector }] of clusters.entries()) {
    await pause();
    if (!vector) continue;
    for (let a = 0; a < b; a++) {
      const other = clusters[a]?.sum;
      const alike = other ? dot(vector, other) : 0;
      if (alike < SAME_FROM) continue;
      const part = Math.min(PARTS - 1, Math.floor(((1 - Math.min(alike, 1)) / (1 - SAME_FROM)) * PARTS));
      parts[part]?.push({ a, b, alike });
    }
  }
  return parts;
}

/** The mean of the cosines between their members. */
const average = (one: Cluster, other: Cluster): number =>
  one.sum && other.sum ? dot(one.sum, other.sum) / (one.count * other.count) : 0;

const joined = (one: Cluster, other: Cluster): Cluster => ({
  members: [...one.members, ...other.members],
  sum: one.sum && other.sum ? one.sum.map((value, i) => value + (other.sum?.[i] ?? 0)) : (one.sum ?? other.sum),
  count: one.count + other.count,
});

function rootOf(where: number[], index: number): number {
  let root = index;
  while (where[root] !== root) root = where[root] as number;
  return root;
}

/** Four sums side by side: a third of the time of the plain loop. The encoder's dimensions divide by four. */
function dot(a: Float32Array, b: Float32Array): number {
  let [w, x, y, z] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i += 4) {
    w += (a[i] as number) * (b[i] as number);
    x += (a[i + 1] as number) * (b[i + 1] as number);
    y += (a[i + 2] as number) * (b[i + 2] as number);
    z += (a[i + 3] as number) * (b[i + 3] as number);
  }
  return w + x + y + z;
}
