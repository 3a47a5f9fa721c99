import { otherLayout } from '#search/keyboard.ts';
import type { Knowledge } from './knowledge.ts';

/** Share of words that must be known in the other layout. */
const CLEARLY = 0.6;

/** A message typed in the wrong keyboard layout (`ult vjq pfrfp`), as it was meant; any other as it is. */
export function inRightLayout(text: string, knowledge: Knowledge): string {
  if (knowledge.coverage(text) > 0) return text;
  const other = otherLayout(text);
  return other !== null && knowledge.coverage(other) >= CLEARLY ? other : text;
}
