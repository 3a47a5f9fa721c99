import type { fieldWeights } from './settings.ts';
import { termsOf } from './text.ts';
import type { PackedVectors } from './vectors.ts';

/** A document as it is stored: its terms per field, its packed vectors, and what is shown of it. */
export interface StoredDocument {
  id: string;
  key: string;
  locale: string;
  category: string;
  title: string;
  summary: string;
  questions: readonly string[];
  body: string;
  updatedOn: string;
  /** Sorted; who holds any of these may read it. */
  audience: readonly string[];
  /** Says whether the document changed since. */
  stamp: string;
  /** Its distinct normalized words, parted by spaces. */
  words: string;
  sentencesFrom: number;
  vectors: Buffer;
  terms: Record<keyof typeof fieldWeights, string>;
}

/** What can be read of it again: the full-text table keeps no copy of its terms. */
export type KeptDocument = Omit<StoredDocument, 'terms' | 'words'>;

/** The terms of a document by field. */
export function fieldTerms(document: {
  title: string;
  questions: readonly string[];
  summary: string;
  body: string;
}): StoredDocument['terms'] {
  const { title, questions, summary, body } = document;
  const terms = (text: string) => termsOf(text).join(' ');
  return { title: terms(title), questions: terms(questions.join('\n')), summary: terms(summary), body: terms(body) };
}

/** What is kept in memory of it. */
export type LoadedDocument = Pick<
  StoredDocument,
  'id' | 'key' | 'locale' | 'category' | 'title' | 'updatedOn' | 'audience' | 'sentencesFrom'
> & {
  number: number;
  vectors: PackedVectors;
};
