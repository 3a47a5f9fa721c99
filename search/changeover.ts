import { setImmediate as turn } from 'node:timers/promises';
import type { EmbeddedIndex } from './embedded.ts';
import type { Progress } from './index.ts';
import { contentOf } from './stamp.ts';

/** Documents encoded before other work of the process gets its turn. */
const TOGETHER = 4;

/** What one index holds and another does not, or holds otherwise. */
export interface Difference {
  different: string[];
  gone: string[];
  of: number;
}

export async function differenceOf(from: EmbeddedIndex, to: EmbeddedIndex): Promise<Difference> {
  const [wanted, held] = [await from.stored(), await to.stored()];
  const different = [...wanted].filter(([id, stamp]) => held.get(id) !== contentOf(stamp)).map(([id]) => id);
  const gone = [...held.keys()].filter((id) => !wanted.has(id));
  return { different, gone, of: wanted.size };
}

/**
 * Makes the second index the same as the first, with vectors of its own encoder, in slices. What is there already, from before the
 * process was killed, is not made again.
 */
export async function copyDifference(
  from: EmbeddedIndex,
  to: EmbeddedIndex,
  { different, gone, of }: Difference,
  { signal, onProgress }: Progress = {},
): Promise<void> {
  if (gone.length > 0) await to.drop(gone);
  for (let at = 0; at < different.length; at += TOGETHER) {
    onProgress?.(of - different.length + at, of);
    signal?.throwIfAborted();
    await to.take(await from.kept(different.slice(at, at + TOGETHER)));
    await turn();
  }
  onProgress?.(of, of);
}
