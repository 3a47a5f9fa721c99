import { compareTexts, type DiffLine } from '../platform/compare-texts.ts';
import type { Content } from './revision.ts';

/** What changed from one text to another, field by field; fields that are the same are left out. */
export interface Difference {
  field: keyof Content;
  lines: DiffLine[];
}

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
