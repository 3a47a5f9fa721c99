import type { Locale } from '#content/locales.ts';

/** Fewer letters than this ("ok", "№ 12") say nothing about the language. */
const TELLING = 4;

/**
 * The language a message is written in, by its alphabet; `otherwise` when it has too few letters to tell. Latin letters that make
 * no known word (a brand, a word in the wrong keyboard layout) are not yet English.
 */
export function languageOf(text: string, otherwise: Locale, isWord: (word: string) => boolean = () => true): Locale {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic + latin < TELLING || cyrillic === latin) return otherwise;
  if (cyrillic > latin) return 'ru';
  return lettersOf(text).some(isWord) ? 'en' : otherwise;
}

/** The words of a text, in lower case. */
export const lettersOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
