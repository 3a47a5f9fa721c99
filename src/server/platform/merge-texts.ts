import { diff3Merge } from 'node-diff3';
import { linesOf, MOST_PAIRS, pairsOf } from './compare-texts.ts';

/** A place that both changed, each in their own way. */
export interface TextConflict {
  base: string;
  mine: string;
  theirs: string;
}

/** Joins what two people made of one text, line by line (diff3: Khanna, Kunal, Pierce, 2007); where they conflict, with mine. Pure. */
export function mergeTexts(base: string, mine: string, theirs: string): { text: string; conflicts: TextConflict[] } {
  const conflicts: TextConflict[] = [];
  const [a, o, b] = [linesOf(mine), linesOf(base), linesOf(theirs)];
  // What would take seconds to tell apart is decided as a whole.
  const isClose = pairsOf(a, o) + pairsOf(b, o) <= MOST_PAIRS;
  const regions = isClose ? diff3Merge(a, o, b, { excludeFalseConflicts: true }) : [asWhole(mine, base, theirs)];
  const lines = regions.flatMap(({ ok, conflict }) => {
    if (ok) return ok;
    if (!conflict) return [];
    const [own, before, other] = [conflict.a, conflict.o, conflict.b].map((part) => part.join('\n'));
    conflicts.push({ mine: own ?? '', base: before ?? '', theirs: other ?? '' });
    return conflict.a;
  });
  return { text: lines.join('\n'), conflicts };
}

/** Lines that only one of two changed are theirs; where both did, a person decides. */
function asWhole(mine: string, base: string, theirs: string): ReturnType<typeof diff3Merge<string>>[number] {
  if (mine === base || mine === theirs) return { ok: linesOf(theirs) };
  if (theirs === base) return { ok: linesOf(mine) };
  return { conflict: { a: linesOf(mine), aIndex: 0, o: linesOf(base), oIndex: 0, b: linesOf(theirs), bIndex: 0 } };
}
