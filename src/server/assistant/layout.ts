import { otherLayout } from '#search/keyboard.ts';
import { isStopWord, normalizeWord } from '#search/text.ts';
import { inCyrillic } from '#search/translit.ts';
import { lettersOf } from './language.ts';

/** Share of words that must be known in the other alphabet, and how many times those known as it stands. */
const CLEARLY = 0.5;
const TIMES = 2;
/** Shorter words are not in any list of words, and make one in any layout. */
const LETTERS = 3;

/**
 * A message typed in the wrong keyboard layout (`ult vjq pfrfp`) or Russian in Latin letters (`gde moy zakaz`), as it was meant; any
 * other as it is.
 */
export function asMeant(text: string, isWord: (word: string) => boolean): string {
  const known = shareKnown(text, isWord);
  const other = known > CLEARLY ? null : otherLayout(text);
  if (other !== null) {
    const there = shareKnown(other, isWord);
    if (there >= CLEARLY && there >= TIMES * known) return other;
  }
  const isTelling = (word: string) => !isStopWord(word) && word.length >= LETTERS;
  return inCyrillic(text, (word) => word.length > 1 && (isStopWord(word) || isWord(word)), isTelling) ?? text;
}

function shareKnown(text: string, isWord: (word: string) => boolean): number {
  const words = lettersOf(text)
    .map(normalizeWord)
    .filter((word) => word.length >= LETTERS);
  const known = words.filter((word) => isWord(word) || isStopWord(word)).length;
  return words.length === 0 ? 0 : known / words.length;
}
