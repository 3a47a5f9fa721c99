import { createHash } from 'node:crypto';
import type { SearchDocument } from './index.ts';

/** The same readers in one order, each named once. */
export const normalizeAudience = (audience: readonly string[]): string[] => [...new Set(audience)].sort();

/** Stands for a document's content and readers: an index that holds another stamp for it is behind. */
export const stampOf = (document: SearchDocument): string =>
  createHash('sha256')
    .update(
      JSON.stringify({ ...document, audience: normalizeAudience(document.audience) }, Object.keys(document).sort()),
    )
    .digest('base64url')
    .slice(0, 22);
