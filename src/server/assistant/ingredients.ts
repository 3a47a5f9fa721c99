/**
 * What helps to understand a message beside the trained head and the nearest texts. Everything is used; one can be left out to
 * measure what it is worth (docs/assistant.md).
 */
export interface Ingredients {
  /** The wrong keyboard layout and Russian in Latin letters are read as meant (layout.ts). */
  alphabets: boolean;
  /** Greetings and fillers are left out (courtesy.ts). */
  courtesy: boolean;
  /** Misspelled words are read as known ones (spelling.ts). */
  spelling: boolean;
  /** Long messages are also read clause by clause (clauses.ts). */
  clauses: boolean;
}

export const allIngredients: Ingredients = { alphabets: true, courtesy: true, spelling: true, clauses: true };
