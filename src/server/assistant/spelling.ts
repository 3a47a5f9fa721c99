import { normalizeWord, wordsOf } from '#search/text.ts';
import { Vocabulary } from '#search/vocabulary.ts';

/** Shorter words have too many neighbors one letter away. */
const LETTERS = 5;

/** The words of a knowledge base, for reading misspelled ones. */
export class Spelling {
  readonly #vocabulary: Vocabulary;

  constructor(texts: readonly string[]) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const { word } of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.#vocabulary = new Vocabulary(counts);
  }

  knows = (word: string): boolean => this.#vocabulary.knows(normalizeWord(word));

  /** A text with those of its words that are none read as the known word they are nearest to, if any is near. */
  corrected(text: string, isWord: (word: string) => boolean): string {
    let result = text;
    for (const { word, start, end } of wordsOf(text).reverse()) {
      if (word.length < LETTERS || isWord(word) || this.knows(word)) continue;
      const guess = this.#vocabulary.nearest(word);
      if (guess && !guess.isForm) result = result.slice(0, start) + guess.word + result.slice(end);
    }
    return result;
  }
}
