import { wordsOf } from './offline-search.js';

/** How much a word counts by where it stands. */
const weights = { title: 8, questions: 5, summary: 3, text: 1 };
/** Repeating a word in the text helps up to here. */
const MOST_REPEATS = 3;

type Texts = Record<keyof typeof weights, string>;

/** What the file's own search reads: words in order, and for each where it stands – article, weight, article, weight… */
export interface OfflineIndex {
  words: string[];
  at: number[][];
}

/** Gathers words while articles pass by; of the articles themselves nothing is kept. */
export class IndexMaker {
  readonly #postings = new Map<string, number[]>();

  /** @param number its place in the file, counted from zero and growing */
  add(number: number, texts: Texts): void {
    const scores = new Map<string, number>();
    for (const [place, weight] of Object.entries(weights)) {
      const seen = new Map<string, number>();
      for (const word of wordsOf(texts[place as keyof Texts])) {
        const times = (seen.get(word) ?? 0) + 1;
        seen.set(word, times);
        if (times <= (place === 'text' ? MOST_REPEATS : 1)) scores.set(word, (scores.get(word) ?? 0) + weight);
      }
    }
    for (const [word, score] of scores) {
      const postings = this.#postings.get(word);
      if (postings) postings.push(number, score);
      else this.#postings.set(word, [number, score]);
    }
  }

  finish(): OfflineIndex {
    const sorted = [...this.#postings].sort(([a], [b]) => (a < b ? -1 : 1));
    return { words: sorted.map(([word]) => word), at: sorted.map(([, postings]) => postings) };
  }
}
