import type { Locale } from '#content/locales.ts';

/** Fewer letters than this ("ok", "№ 12") say nothing about the language. */
const TELLING = 4;

/** The language a message is written in, by its alphabet; `otherwise` when it has too few letters to tell. */
export function languageOf(text: string, otherwise: Locale): Locale {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic + latin < TELLING || cyrillic === latin) return otherwise;
  return cyrillic > latin ? 'ru' : 'en';
}
