import { mayRead, type Audience } from './audience.ts';
import type { Head } from './rank.ts';

/** Which rows of a collection may be found. */
export interface Readable {
  /** 1 for each row that may. */
  rows: Uint8Array;
  /** Whether anything at all may be read in the language asked for. */
  isWrittenIn: boolean;
  /**
   * Documents that are not shown, since the reader can read them in their own language, but are written in that of the question: what
   * speaks for them speaks for the row of the one that is shown.
   */
  standIns: ReadonlyMap<number, number>;
}

/** A document as it stands in the collection. */
export interface Placed extends Head {
  audience: readonly string[];
}

/** What somebody can be shown. */
export interface ReadableFor {
  audience: Audience;
  /** The language they read. */
  locale: string;
  /** Also what they cannot read in it. */
  otherLocales: boolean;
  /** The language their question is written in. */
  asked: string;
}

/**
 * The documents a reader may read in a language and, with `otherLocales`, those that they cannot read in it.
 * @param documents by row; null for those that are gone
 */
export function readableIn(
  documents: readonly (Placed | null)[],
  { audience, locale, otherLocales, asked }: ReadableFor,
): Readable {
  const rows = new Uint8Array(documents.length);
  const own = new Map<string, number>();
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
    own.set(document.key, row);
  }
  const standIns = new Map<number, number>();
  if (otherLocales) {
    for (const [row, document] of documents.entries()) {
      if (!document || document.locale === locale || !isOpen(document)) continue;
      const shown = own.get(document.key);
      if (shown === undefined) rows[row] = 1;
      else if (document.locale === asked) {
        rows[row] = 1;
        standIns.set(row, shown);
      }
    }
  }
  return { rows, isWrittenIn: own.size > 0, standIns };
}
