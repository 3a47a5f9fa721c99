import { createHash } from 'node:crypto';
import type { SearchDocument } from './index.ts';

/** Stands for a document's content: an index that holds another stamp for it is behind. */
export const stampOf = (document: SearchDocument): string =>
  createHash('sha256')
    .update(JSON.stringify(document, Object.keys(document).sort()))
    .digest('base64url')
    .slice(0, 22);
