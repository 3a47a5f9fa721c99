import { otherLayout } from '#search/keyboard.ts';
import type { Knowledge } from './knowledge.ts';
import { lettersOf } from './language.ts';

/** Share of words that must be known in the other layout. */
const CLEARLY = 0.6;
/** Shorter words are not in any list of words. */
const LETTERS = 4;

/** A message typed in the wrong keyboard layout (`ult vjq pfrfp`), as it was meant; any other as it is. */
export function inRightLayout(text: string, knowledge: Knowledge, isWord: (word: string) => boolean): string {
  if (knowledge.coverage(text) > 0 || lettersOf(text).some(isWord)) return text;
  const other = otherLayout(text);
  if (other === null) return text;
  const telling = lettersOf(other).filter((word) => word.length >= LETTERS);
  const known = telling.filter(isWord).length;
  const isClear = knowledge.coverage(other) >= CLEARLY || (known > 0 && known / telling.length >= CLEARLY);
  return isClear ? other : text;
}
