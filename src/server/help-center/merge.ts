import { diff3Merge } from 'node-diff3';
import { linesOf, MOST_PAIRS, pairsOf, textOf } from './compare.ts';
import type { Content } from './revision.ts';

/** A place that both changed, each in their own way. */
export interface Conflict {
  field: keyof Content;
  base: string;
  mine: string;
  theirs: string;
}

export interface Merged {
  /** With the changes of both; where they conflict, with mine. */
  content: Content;
  conflicts: Conflict[];
}

/** Joins what two people made of one text, line by line (diff3: Khanna, Kunal, Pierce, 2007). Pure; nothing is lost silently. */
export function mergeContents(base: Content, mine: Content, theirs: Content): Merged {
  const conflicts: Conflict[] = [];
  const merge = (field: keyof Content): string => {
    const [a, o, b] = [linesOf(textOf(mine, field)), linesOf(textOf(base, field)), linesOf(textOf(theirs, field))];
    // What would take seconds to tell apart is decided as a whole.
    const isClose = pairsOf(a, o) + pairsOf(b, o) <= MOST_PAIRS;
    const regions = isClose
      ? diff3Merge(a, o, b, { excludeFalseConflicts: true })
      : [asWhole(textOf(mine, field), textOf(base, field), textOf(theirs, field))];
    return regions
      .flatMap(({ ok, conflict }) => {
        if (ok) return ok;
        if (!conflict) return [];
        const [own, before, other] = [conflict.a, conflict.o, conflict.b].map((lines) => lines.join('\n'));
        conflicts.push({ field, mine: own ?? '', base: before ?? '', theirs: other ?? '' });
        return conflict.a;
      })
      .join('\n');
  };
  const content = {
    title: merge('title'),
    summary: merge('summary'),
    questions: merge('questions')
      .split('\n')
      .filter((line) => line !== ''),
    body: merge('body'),
  };
  return { content, conflicts };
}

/** Lines that only one of two changed are theirs; where both did, a person decides. */
function asWhole(mine: string, base: string, theirs: string): ReturnType<typeof diff3Merge<string>>[number] {
  if (mine === base || mine === theirs) return { ok: linesOf(theirs) };
  if (theirs === base) return { ok: linesOf(mine) };
  return { conflict: { a: linesOf(mine), aIndex: 0, o: linesOf(base), oIndex: 0, b: linesOf(theirs), bIndex: 0 } };
}
