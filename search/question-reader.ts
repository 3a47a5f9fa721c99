import type { Encoder } from './encoder.ts';
import { LetterPairs } from './keyboard.ts';
import type { DocumentWords } from './known-words.ts';
import { readQuestion, type Question } from './question.ts';

/** Reads questions, the same for every engine that answers them. */
export class QuestionReader {
  readonly #encoder: Encoder;
  #letters: LetterPairs | null = null;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  read(query: string, words: DocumentWords, options: { typing?: boolean; exact?: boolean }): Question {
    const dictionary = this.#encoder.words;
    // Seldom needed and slow to count: made when the first question needs it.
    const letters = () => (this.#letters ??= new LetterPairs(dictionary));
    return readQuestion(query, { ...words, dictionary, letters }, options);
  }

  /** What a question means; null when it means nothing, or the encoder does not answer: words alone still find. */
  async meaningOf(question: Question): Promise<Float32Array | null> {
    if (question.isNonsense) return null;
    const [vector] = await this.#encoder.embed([question.text]).catch(() => [null]);
    return vector ?? null;
  }
}
