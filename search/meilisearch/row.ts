import { createHash } from 'node:crypto';
import { fieldTerms, type KeptDocument } from '../stored-document.ts';
import { fromBytes } from '../vectors.ts';
import { fewerVectors } from './fewer-vectors.ts';
import { PASSAGES, VECTORS, type termFields } from './settings.ts';
import { asTokens } from './token.ts';

/** Rows of another make are built anew. */
export const ROWS = 2;

/** What of a document comes back from a search. */
export interface RowHead {
  /** Primary key: Meilisearch allows few characters in it, ids may have any. */
  row: string;
  id: string;
  key: string;
  locale: string;
  category: string;
  title: string;
  updatedOn: string;
  stamp: string;
  sentencesFrom: number;
}

/** What is fetched of the few documents that are shown. */
export interface RowText {
  row: string;
  title: string;
  questions: string[];
  summary: string;
  body: string;
}

export interface Row extends RowHead, RowText, Record<(typeof termFields)[number], string> {
  audience: readonly string[];
  /** Of index and encoder: rows of another version are not understood. */
  version: string;
  _vectors: Record<typeof PASSAGES, { embeddings: number[][]; regenerate: false }>;
}

export const rowOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

export function toRow(document: KeptDocument, version: string, dimensions: number): Row {
  const { id, key, locale, category, title, questions, summary, body, updatedOn, audience, stamp } = document;
  const terms = fieldTerms(document);
  return {
    ...{ row: rowOf(id), id, key, locale, category, title, updatedOn, stamp, version, audience },
    ...{ sentencesFrom: document.sentencesFrom, questions: [...questions], summary, body },
    titleTerms: asTokens(terms.title),
    questionTerms: asTokens(terms.questions),
    summaryTerms: asTokens(terms.summary),
    bodyTerms: asTokens(terms.body),
    _vectors: { [PASSAGES]: { embeddings: embeddingsOf(document.vectors, dimensions), regenerate: false } },
  };
}

/** Whole numbers: cosines do not mind the scale, and they take a third of the room in JSON. */
function embeddingsOf(bytes: Uint8Array, dimensions: number): number[][] {
  return fewerVectors(fromBytes(bytes, dimensions), dimensions, VECTORS).map((vector) => {
    const scale = 127 / vector.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    return Array.from(vector, (value) => Math.round(value * scale));
  });
}
