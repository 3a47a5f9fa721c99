import type { CountedTerms } from './postings.ts';
import { fieldWeights } from './settings.ts';
import { termsOf, type Reading } from './text.ts';

/** A document as it is stored: its terms per field, its packed vectors, and what is shown of it. */
export interface StoredDocument {
  id: string;
  key: string;
  locale: string;
  category: string;
  title: string;
  summary: string;
  questions: readonly string[];
  phrases: readonly string[];
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
  counted: CountedTerms;
}

/** What can be read of it again, for an index that follows this one. */
export type KeptDocument = Omit<StoredDocument, 'counted' | 'words'>;

type Fields = Record<keyof typeof fieldWeights, string>;

/** The terms of a document by field. */
export function fieldTerms(
  document: Pick<StoredDocument, 'title' | 'questions' | 'phrases' | 'summary' | 'body'>,
  reading?: Reading,
): Fields {
  const { title, questions, phrases, summary } = document;
  const body = [document.body, ...phrases].join('\n');
  const terms = (text: string) => termsOf(text, reading).join(' ');
  return { title: terms(title), questions: terms(questions.join('\n')), summary: terms(summary), body: terms(body) };
}

/** How much a document has of each of its terms: a word in the title weighs more than one in the body. */
export function countTerms(fields: Fields): CountedTerms {
  const halves = new Map<string, number>();
  let length = 0;
  for (const [field, terms] of Object.entries(fields) as [keyof Fields, string][]) {
    for (const term of terms.split(' ')) {
      if (term === '') continue;
      halves.set(term, (halves.get(term) ?? 0) + fieldWeights[field] * 2);
      length++;
    }
  }
  return {
    terms: [...halves.keys()],
    weights: Uint8Array.from(halves.values(), (value) => Math.min(255, value)),
    length,
  };
}
