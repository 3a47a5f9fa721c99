import type { Locale } from './locales.ts';

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

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
