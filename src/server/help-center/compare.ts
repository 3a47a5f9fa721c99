import { diffComm } from 'node-diff3';
import type { Content } from './revision.ts';

/** A piece of a line; `marked` is what the other side does not have. */
export interface DiffPart {
  text: string;
  marked: boolean;
}

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  parts: DiffPart[];
}

/** What changed from one text to another, field by field; fields that are the same are left out. */
export interface Difference {
  field: keyof Content;
  lines: DiffLine[];
}

/** Unchanged lines that are shown around a change. */
const AROUND = 2;
/** Lines with less in common than this were written anew, not changed: words in common by chance are not worth marking. */
const ALIKE = 0.3;

/** Differences between two texts of an article, line by line and, within changed lines, word by word. */
export function compareContents(before: Content, after: Content): Difference[] {
  const fields = ['title', 'summary', 'questions', 'body'] as const;
  return fields.flatMap((field) => {
    const lines = compareTexts(textOf(before, field), textOf(after, field));
    return lines.some(({ kind }) => kind !== 'same') ? [{ field, lines }] : [];
  });
}

/** A field as lines: questions are a line each. */
export const textOf = (content: Content, field: keyof Content): string =>
  field === 'questions' ? content.questions.join('\n') : content[field];

export const linesOf = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n');

/** The lines of two texts, with what is the same on both sides around the changes only. */
export function compareTexts(before: string, after: string): DiffLine[] {
  const all = diffComm(linesOf(before), linesOf(after)).flatMap(({ common, buffer1, buffer2 }): DiffLine[] =>
    common ? common.map((text) => ({ kind: 'same', parts: [{ text, marked: false }] })) : changed(buffer1, buffer2),
  );
  return all.filter(({ kind }, place) => {
    if (kind !== 'same') return true;
    return all.slice(Math.max(0, place - AROUND), place + AROUND + 1).some((near) => near.kind !== 'same');
  });
}

function changed(removed: readonly string[], added: readonly string[]): DiffLine[] {
  const pairs = removed.map((line, i) => compareWords(line, added[i] ?? null));
  const mirrored = added.map((line, i) => compareWords(line, removed[i] ?? null));
  return [
    ...pairs.map((parts): DiffLine => ({ kind: 'removed', parts })),
    ...mirrored.map((parts): DiffLine => ({ kind: 'added', parts })),
  ];
}

/** One line against the line that stands for it on the other side: the words it alone has are marked. */
function compareWords(line: string, other: string | null): DiffPart[] {
  if (other === null) return [{ text: line, marked: false }];
  const parts: DiffPart[] = [];
  let shared = 0;
  for (const { common, buffer1 } of diffComm(wordsIn(line), wordsIn(other))) {
    const text = (common ?? buffer1).join('');
    if (common) shared += text.length;
    if (text !== '') parts.push({ text, marked: common === undefined });
  }
  return shared < Math.max(line.length, other.length) * ALIKE ? [{ text: line, marked: false }] : parts;
}

const wordsIn = (line: string): string[] => line.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
