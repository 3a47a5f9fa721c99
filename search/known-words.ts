import { BorrowedWords } from './alphabets.ts';
import { PUBLIC, SIGNED_IN, spreads, type Audience, type Spread } from './audience.ts';
import { Vocabulary } from './vocabulary.ts';

/** In how many documents each normalized word stands, by how widely those documents are read. */
export type WordCounts = Readonly<Record<Spread, ReadonlyMap<string, number>>>;

export interface DocumentWords {
  vocabulary: Vocabulary;
  borrowed: BorrowedWords;
}

/**
 * The words a question is corrected, completed and understood with. A reader's question meets the words of documents that
 * everybody like them may read and no others, else a correction would tell what is written where they may not look.
 */
export class KnownWords {
  readonly #counts: WordCounts;
  readonly #made = new Map<ReadonlyMap<string, number>, DocumentWords>();

  constructor(counts: WordCounts) {
    this.#counts = counts;
  }

  /** @param readsAll no document is hidden from this reader */
  for(audience: Audience, readsAll: boolean): DocumentWords {
    const counts = this.#countsFor(audience, readsAll);
    let words = this.#made.get(counts);
    if (!words) {
      words = { vocabulary: new Vocabulary(counts), borrowed: new BorrowedWords(counts.keys()) };
      this.#made.set(counts, words);
    }
    return words;
  }

  readonly #merged = new Map<string, ReadonlyMap<string, number>>();

  #countsFor(audience: Audience, readsAll: boolean): ReadonlyMap<string, number> {
    const readable = spreads.filter((spread) => readsAll || holdsOf(spread, audience));
    const filled = readable.filter((spread) => this.#counts[spread].size > 0);
    const [only] = filled;
    if (only && filled.length === 1) return this.#counts[only];
    const label = filled.join();
    let merged = this.#merged.get(label);
    if (!merged) {
      merged = mergeCounts(filled.map((spread) => this.#counts[spread]));
      this.#merged.set(label, merged);
    }
    return merged;
  }
}

const holdsOf = (spread: Spread, audience: Audience): boolean =>
  audience === 'everything' || (spread !== 'some' && audience.includes(spread === 'public' ? PUBLIC : SIGNED_IN));

function mergeCounts(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const [first, ...others] = all;
  const merged = new Map(first);
  for (const counts of others) for (const [word, count] of counts) merged.set(word, (merged.get(word) ?? 0) + count);
  return merged;
}
