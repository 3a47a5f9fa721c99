import { diffComm } from 'node-diff3';

/** A piece of a line; `marked` is what the other side does not have. */
export interface DiffPart {
  text: string;
  marked: boolean;
}

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  parts: DiffPart[];
}

/** Unchanged lines that are shown around a change. */
const AROUND = 2;
/** Lines with less in common than this were written anew, not changed: words in common by chance are not worth marking. */
const ALIKE = 0.3;

export const linesOf = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n');

/** Pairs of equal pieces that are looked at, at most: what a comparison takes grows with them, and blank lines are all equal. */
export const MOST_PAIRS = 200_000;
/** The same among the words of all lines that changed. */
const MOST_PAIRS_OF_WORDS = 400_000;

/** What may still be looked at. */
interface Budget {
  pairs: number;
}

/** How many pairs of equal pieces two lists make. */
export function pairsOf(one: readonly string[], other: readonly string[]): number {
  const times = new Map<string, number>();
  for (const piece of one) times.set(piece, (times.get(piece) ?? 0) + 1);
  return other.reduce((sum, piece) => sum + (times.get(piece) ?? 0), 0);
}

/**
 * Like diffComm, but what both begin and end with is set aside, and lists that would take seconds (a minute for 4,000 words on one line)
 * are told apart as a whole.
 */
function differ(one: string[], other: string[], budget: Budget): ReturnType<typeof diffComm<string>> {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  const rest = Math.min(one.length, other.length) - head;
  while (tail < rest && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const [own, others] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  const pairs = pairsOf(own, others);
  const isClose = pairs <= budget.pairs;
  if (isClose) budget.pairs -= pairs;
  return [
    ...(head > 0 ? [{ common: one.slice(0, head) }] : []),
    ...(isClose ? diffComm(own, others) : [{ buffer1: own, buffer2: others }]),
    ...(tail > 0 ? [{ common: one.slice(one.length - tail) }] : []),
  ];
}

/** The lines of two texts, with what is the same on both sides around the changes only. */
export function compareTexts(before: string, after: string): DiffLine[] {
  const budget = { pairs: MOST_PAIRS_OF_WORDS };
  const all = differ(linesOf(before), linesOf(after), { pairs: MOST_PAIRS }).flatMap(
    ({ common, buffer1, buffer2 }): DiffLine[] =>
      common
        ? common.map((text) => ({ kind: 'same', parts: [{ text, marked: false }] }))
        : changed(buffer1, buffer2, budget),
  );
  return all.filter(({ kind }, place) => {
    if (kind !== 'same') return true;
    return all.slice(Math.max(0, place - AROUND), place + AROUND + 1).some((near) => near.kind !== 'same');
  });
}

function changed(removed: readonly string[], added: readonly string[], budget: Budget): DiffLine[] {
  const pairs = removed.map((line, i) => compareWords(line, added[i] ?? null, budget));
  const mirrored = added.map((line, i) => compareWords(line, removed[i] ?? null, budget));
  return [
    ...pairs.map((parts): DiffLine => ({ kind: 'removed', parts })),
    ...mirrored.map((parts): DiffLine => ({ kind: 'added', parts })),
  ];
}

/** One line against the line that stands for it on the other side: the words it alone has are marked. */
function compareWords(line: string, other: string | null, budget: Budget): DiffPart[] {
  if (other === null) return [{ text: line, marked: false }];
  const parts: DiffPart[] = [];
  let shared = 0;
  for (const { common, buffer1 } of differ(wordsIn(line), wordsIn(other), budget)) {
    const text = (common ?? buffer1).join('');
    if (common) shared += text.length;
    if (text !== '') parts.push({ text, marked: common === undefined });
  }
  return shared < Math.max(line.length, other.length) * ALIKE ? [{ text: line, marked: false }] : parts;
}

const wordsIn = (line: string): string[] => line.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
