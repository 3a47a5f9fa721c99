import { editDistance } from './edit-distance.ts';
import { fullReading, type Reading } from './text.ts';

/** Shorter words have too many neighbors one letter away to guess. */
const GUESSED_LENGTH = 4;
/** Words that share letter triples with a misspelling and are compared letter by letter. */
const COMPARED = 60;
/** Completions of a word being typed. */
const COMPLETIONS = 24;

export interface Guess {
  word: string;
  /** The same word with another ending, which the stemmer did not see; not a misspelling. */
  isForm: boolean;
}

/** The words of all documents: which are known, what completes a beginning, what a misspelling stands for. */
export class Vocabulary {
  /** Sorted, for completing. */
  readonly #words: string[];
  readonly #counts: ReadonlyMap<string, number>;
  readonly #documents = new Map<string, number>();
  #triples: Map<string, number[]> | null = null;

  readonly #termOf: Reading['termOf'];

  /** @param counts in how many documents each normalized word stands */
  constructor(counts: ReadonlyMap<string, number>, { termOf }: Reading = fullReading) {
    this.#termOf = termOf;
    this.#counts = counts;
    this.#words = [...counts.keys()].sort();
    for (const [word, count] of counts) {
      const term = termOf(word);
      this.#documents.set(term, Math.max(this.#documents.get(term) ?? 0, count));
    }
  }

  /** True when some document has this word in any form. */
  knows = (word: string): boolean => this.#documents.has(this.#termOf(word));

  /** In how many documents a term stands, at least. */
  documentsWith = (term: string): number => this.#documents.get(term) ?? 0;

  /** True when some document has this term. */
  has = (term: string): boolean => this.#documents.has(term);

  /** How telling a term is: rare terms tell more. */
  weightOf = (term: string): number => 1 / (1 + Math.log(1 + (this.#documents.get(term) ?? 0)));

  /** Known words that begin like this, at most 24. */
  completions(beginning: string): string[] {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle] ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let i = low; found.length < COMPLETIONS && this.#words[i]?.startsWith(beginning); i++) {
      found.push(this.#words[i] ?? '');
    }
    return found;
  }

  /** The known word an unknown one most likely stands for; null when none is near enough. */
  nearest(word: string): Guess | null {
    if (word.length < GUESSED_LENGTH || /\p{N}/u.test(word)) return null;
    const allowed = word.length < 8 ? 1 : 2;
    let best: (Guess & { cost: number; count: number }) | null = null;
    for (const candidate of this.#alike(word)) {
      const count = this.#counts.get(candidate) ?? 0;
      const isForm = isOtherForm(word, candidate);
      const distance = isForm
        ? 0.5
        : Math.min(editDistance(word, candidate, allowed), this.#stemDistance(word, candidate));
      if (distance > allowed) continue;
      // The first letter is seldom wrong.
      const cost = distance + (word[0] === candidate[0] ? 0 : 0.5);
      if (!best || cost < best.cost || (cost === best.cost && count > best.count))
        best = { word: candidate, isForm, cost, count };
    }
    return best;
  }

  /** Misspelled and in another form than any document has: «оплтим», when only «оплатить» is known. */
  #stemDistance(word: string, candidate: string): number {
    const stem = this.#termOf(word);
    return stem.length < GUESSED_LENGTH ? Infinity : editDistance(stem, this.#termOf(candidate), 1) + 0.25;
  }

  #alike(word: string): string[] {
    if (!this.#triples) {
      this.#triples = new Map();
      for (const [id, known] of this.#words.entries()) {
        for (const triple of triplesOf(known)) {
          const ids = this.#triples.get(triple);
          if (ids) ids.push(id);
          else this.#triples.set(triple, [id]);
        }
      }
    }
    const shared = new Map<number, number>();
    for (const triple of triplesOf(word)) {
      for (const id of this.#triples.get(triple) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    const likeness = (id: number, count: number) => count / (word.length + (this.#words[id]?.length ?? 0));
    return [...shared]
      .sort((a, b) => likeness(...b) - likeness(...a))
      .slice(0, COMPARED)
      .map(([id]) => this.#words[id] ?? '');
  }
}

/** Runs of three letters, with a mark at both ends. */
function triplesOf(word: string): string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 2 }, (_, i) => marked.slice(i, i + 3));
}

/** «блокировок» and «блокировкам»: most of the beginning is common, only the ending differs. */
function isOtherForm(a: string, b: string): boolean {
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  const longer = Math.max(a.length, b.length);
  return (
    common >= 4 && longer - common <= 3 && common / longer >= 0.7 && a.length - common > 0 && b.length - common > 0
  );
}
