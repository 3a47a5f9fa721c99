import { mayRead, type Audience } from './audience.ts';
import type { Head } from './rank.ts';

/** Which rows of a collection may be found. */
export interface Readable {
  /** 1 for each row that may. */
  rows: Uint8Array;
  /** Whether anything at all may be read in the language asked for. */
  isWrittenIn: boolean;
}

/** A document as it stands in the collection. */
export interface Placed extends Head {
  audience: readonly string[];
}

/**
 * The documents a reader may read in a language and, with `otherLocales`, those that they cannot read in it.
 * @param documents by row; null for those that are gone
 */
export function readableIn(
  documents: readonly (Placed | null)[],
  audience: Audience,
  locale: string,
  otherLocales: boolean,
): Readable {
  const rows = new Uint8Array(documents.length);
  const own = new Set<string>();
  // Most documents have the same readers, and share the list of them.
  const open = new Map<readonly string[], boolean>();
  const isOpen = (document: Placed) => {
    let answer = open.get(document.audience);
    if (answer === undefined) open.set(document.audience, (answer = mayRead(audience, document)));
    return answer;
  };
  for (const [row, document] of documents.entries()) {
    if (document?.locale !== locale || !isOpen(document)) continue;
    rows[row] = 1;
    own.add(document.key);
  }
  if (otherLocales) {
    for (const [row, document] of documents.entries()) {
      if (document && document.locale !== locale && !own.has(document.key) && isOpen(document)) rows[row] = 1;
    }
  }
  return { rows, isWrittenIn: own.size > 0 };
}
