import { BorrowedWords } from './alphabets.ts';
import { mayRead, PUBLIC, SIGNED_IN, spreadOf, spreads, type Audience, type Spread } from './audience.ts';
import type { KinWords } from './kin-words.ts';
import type { Reading } from './text.ts';
import { Vocabulary } from './vocabulary.ts';

export interface DocumentWords {
  vocabulary: Vocabulary;
  borrowed: BorrowedWords;
  /** How many documents have these words. */
  documents: number;
  kin: KinWords | null;
}

interface Counted {
  /** In how many documents each normalized word stands. */
  words: Map<string, number>;
  documents: number;
}

/**
 * The words a question is corrected, completed and understood with. A reader's question meets the words of documents that
 * everybody like them may read and no others, else a correction would tell what is written where they may not look.
 */
export class KnownWords {
  readonly #counted: Readonly<Record<Spread, Counted>> = { public: empty(), 'signed-in': empty(), some: empty() };
  /** Who reads what, each combination once. */
  readonly #audiences = new Map<string, readonly string[]>();
  readonly #made = new Map<string, DocumentWords>();
  readonly #kin: KinWords | null;
  readonly #reading: Reading;

  constructor(kin: KinWords | null, reading: Reading) {
    this.#kin = kin;
    this.#reading = reading;
  }

  /** @param documents the distinct normalized words of each, parted by spaces, and who reads it */
  add(documents: Iterable<{ audience: readonly string[]; words: string }>): void {
    for (const document of documents) {
      const counted = this.#counted[spreadOf(document)];
      counted.documents++;
      this.#audiences.set(document.audience.join('\n'), document.audience);
      for (const word of document.words.split(' ')) {
        if (word !== '') counted.words.set(word, (counted.words.get(word) ?? 0) + 1);
      }
    }
  }

  /** How many documents have them. */
  get documents(): number {
    return spreads.reduce((sum, spread) => sum + this.#counted[spread].documents, 0);
  }

  /** Those a reader's question is read with. They are made once, and are the same for all where nothing is restricted. */
  for(audience: Audience): DocumentWords {
    const readsAll = [...this.#audiences.values()].every((one) => mayRead(audience, { audience: one }));
    const filled = spreads.filter(
      (spread) => this.#counted[spread].documents > 0 && (readsAll || holds(spread, audience)),
    );
    const label = filled.join();
    let words = this.#made.get(label);
    if (!words) {
      const { words: counts, documents } = merge(filled.map((spread) => this.#counted[spread]));
      words = {
        vocabulary: new Vocabulary(counts, this.#reading),
        borrowed: new BorrowedWords(counts.keys(), this.#reading),
        documents,
        kin: this.#kin,
      };
      this.#made.set(label, words);
    }
    return words;
  }
}

const empty = (): Counted => ({ words: new Map(), documents: 0 });

const holds = (spread: Spread, audience: Audience): boolean =>
  audience === 'everything' || (spread !== 'some' && audience.includes(spread === 'public' ? PUBLIC : SIGNED_IN));

function merge([first = empty(), ...others]: readonly Counted[]): Counted {
  if (others.length === 0) return first;
  const words = new Map(first.words);
  for (const other of others) for (const [word, count] of other.words) words.set(word, (words.get(word) ?? 0) + count);
  return { words, documents: others.reduce((sum, { documents }) => sum + documents, first.documents) };
}
