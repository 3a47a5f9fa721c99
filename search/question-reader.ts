import { asEncoded, type Encoder } from './encoder.ts';
import { allIngredients, readingWith, type Ingredients } from './ingredients.ts';
import { LetterPairs } from './keyboard.ts';
import { canHaveKin } from './kin-words.ts';
import type { DocumentWords } from './known-words.ts';
import { readQuestion, type Question } from './question.ts';
import { ranking } from './settings.ts';
import { synonyms } from './synonyms.ts';
import { wordsOf, type Reading } from './text.ts';

/** What a question is taken to mean. */
export interface Meaning {
  /** Null when it means nothing, or the encoder does not answer: words alone still find. */
  vector: Float32Array | null;
  /** Terms that are not in the question but stand for the same or nearly so, and how much each counts. */
  kin: ReadonlyMap<string, number>;
}

/** Reads questions, the same for every engine that answers them. */
export class QuestionReader {
  readonly #encoder: Encoder;
  readonly #ingredients: Ingredients;
  readonly #reading: Reading;
  readonly #synonyms: ReadonlyMap<string, ReadonlySet<string>>;
  #letters: LetterPairs | null = null;

  constructor(encoder: Encoder, ingredients: Ingredients = allIngredients) {
    this.#encoder = encoder;
    this.#ingredients = ingredients;
    this.#reading = readingWith(ingredients);
    this.#synonyms = ingredients.synonyms ? synonymsOf(this.#reading) : new Map();
  }

  read(query: string, words: DocumentWords, options: { typing?: boolean; exact?: boolean }): Question {
    const dictionary = this.#encoder.words;
    // Seldom needed and slow to count: made when the first question needs it.
    const letters = () => (this.#letters ??= new LetterPairs(dictionary));
    const knowledge = { ...words, dictionary, letters, reading: this.#reading, ingredients: this.#ingredients };
    return readQuestion(query, knowledge, options);
  }

  /** What a question means, in one call of the encoder; with `literally` no word but its own. */
  async meaningOf(question: Question, { kin, vocabulary }: DocumentWords, literally = false): Promise<Meaning> {
    const found = new Map<string, number>();
    if (question.isNonsense) return { vector: null, kin: found };
    const withKin = literally || !this.#ingredients.kinWords ? [] : question.words.filter(canHaveKin);
    const unknown = kin ? withKin.filter((word) => kin.needsVector(word)) : [];
    const asked = this.#ingredients.vectors ? [asEncoded(question.text), ...unknown] : unknown;
    const vectors = asked.length === 0 ? [] : await this.#encoder.embed(asked).catch(() => asked.map(() => null));
    const vector = this.#ingredients.vectors ? (vectors.shift() ?? null) : null;
    for (const word of withKin) {
      const place = unknown.indexOf(word);
      const isKnown = vocabulary.knows(word);
      let left: number = ranking.kinEach;
      for (const alike of kin?.of(word, place === -1 ? null : vectors[place]) ?? []) {
        const term = this.#reading.termOf(alike.word);
        if (question.terms.includes(term) || found.has(term) || !vocabulary.has(term)) continue;
        const weight = isKnown && !alike.isAbroad ? ranking.kinOfKnown : ranking.kinOfUnknown;
        found.set(term, weight * alike.cosine);
        if (--left === 0) break;
      }
    }
    if (literally) return { vector, kin: found };
    for (const term of question.terms) {
      for (const same of this.#synonyms.get(term) ?? []) {
        if (!question.terms.includes(same) && !found.has(same)) found.set(same, ranking.synonyms);
      }
    }
    return { vector, kin: found };
  }
}

/** Per term the terms of the groups it stands in. */
function synonymsOf({ termOf, isStopWord }: Reading): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const group of synonyms) {
    const terms = new Set(wordsOf(group).flatMap(({ word }) => (isStopWord(word) ? [] : [termOf(word)])));
    for (const term of terms) {
      const same = all.get(term) ?? new Set();
      for (const other of terms) if (other !== term) same.add(other);
      all.set(term, same);
    }
  }
  return all;
}
