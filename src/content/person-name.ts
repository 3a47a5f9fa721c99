import { latin } from './latin.ts';
import type { Locale } from './locales.ts';

/** A person's name for a reader: one written in Cyrillic is spelled in Latin letters for those who read English. */
export function readableName(name: string, locale: Locale): string {
  if (locale === 'ru') return name;
  return name
    .normalize('NFC')
    .replaceAll(/(?<=[А-Яа-яЁё])(?:ий|ый)(?![А-Яа-яЁё])/g, 'y')
    .replaceAll(/[А-Яа-яЁё]/g, (letter) => {
      const lower = letter.toLowerCase();
      const written = latin[lower] ?? letter;
      return letter === lower ? written : written.slice(0, 1).toUpperCase() + written.slice(1);
    });
}
