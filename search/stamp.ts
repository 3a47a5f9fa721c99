import { createHash } from 'node:crypto';
import type { SearchDocument } from './index.ts';

/** The same readers in one order, each named once. */
export const normalizeAudience = (audience: readonly string[]): string[] => [...new Set(audience)].sort();

/** Begins the stamp of what was stored without vectors because there was no encoder. */
const NOT_ENCODED = 'not encoded:';
export const asNotEncoded = (stamp: string): string => `${NOT_ENCODED}${stamp}`;
/** The stamp of the content, whether it was encoded or not. */
export const contentOf = (stamp: string): string =>
  stamp.startsWith(NOT_ENCODED) ? stamp.slice(NOT_ENCODED.length) : stamp;

/** Stands for a document's content and readers: an index that holds another stamp for it is behind. */
export const stampOf = (document: SearchDocument): string =>
  createHash('sha256')
    .update(
      JSON.stringify({ ...document, audience: normalizeAudience(document.audience) }, Object.keys(document).sort()),
    )
    .digest('base64url')
    .slice(0, 22);
