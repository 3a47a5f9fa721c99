import { mergeTexts, type TextConflict } from '../platform/merge-texts.ts';
import { textOf } from './compare.ts';
import type { Content } from './revision.ts';

/** A place that both changed, each in their own way. */
export interface Conflict extends TextConflict {
  field: keyof Content;
}

export interface Merged {
  /** With the changes of both; where they conflict, with mine. */
  content: Content;
  conflicts: Conflict[];
}

/** Joins what two people made of one text, field by field. Pure; nothing is lost silently. */
export function mergeContents(base: Content, mine: Content, theirs: Content): Merged {
  const conflicts: Conflict[] = [];
  const merge = (field: keyof Content): string => {
    const merged = mergeTexts(textOf(base, field), textOf(mine, field), textOf(theirs, field));
    conflicts.push(...merged.conflicts.map((conflict) => ({ field, ...conflict })));
    return merged.text;
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
