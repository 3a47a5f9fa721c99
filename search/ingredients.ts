import { isStopWord, stemOf, termOf, type Reading } from './text.ts';

/**
 * What makes the index find more than the words that were typed. Everything is used; one can be left out to measure what it is
 * worth (`npm run eval:search:demo -- --ablation`, docs/search.md).
 */
export interface Ingredients {
  /** Snowball stems. */
  stems: boolean;
  /** Words of one root that stems do not join (settings.ts). */
  families: boolean;
  /** Words left out because they say nothing. */
  stopWords: boolean;
  /** Everyday words for the same thing (synonyms.ts). */
  synonyms: boolean;
  /** Words of the documents whose vectors are near a word of the question. */
  kinWords: boolean;
  /** Cosines of the question with passages. */
  vectors: boolean;
  typos: boolean;
  layout: boolean;
  /** Names and words spelled in the other alphabet. */
  borrowed: boolean;
  /** The questions that editors add to an article. */
  questions: boolean;
}

export const allIngredients: Ingredients = {
  stems: true,
  families: true,
  stopWords: true,
  synonyms: true,
  kinWords: true,
  vectors: true,
  typos: true,
  layout: true,
  borrowed: true,
  questions: true,
};

/** How words become terms with these ingredients. */
export const readingWith = ({ stems, families, stopWords }: Ingredients): Reading => ({
  termOf: !stems ? (word) => word : families ? termOf : stemOf,
  isStopWord: stopWords ? isStopWord : () => false,
});
