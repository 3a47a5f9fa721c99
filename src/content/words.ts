import { IntlMessageFormat } from 'intl-messageformat';
import en from './i18n/en.json' with { type: 'json' };
import ru from './i18n/ru.json' with { type: 'json' };
import type { Locale } from './locales.ts';

export type WordKey = keyof typeof ru;
export type WordValues = Record<string, string | number>;
/** Says a key in one language. Values fill ICU placeholders: `{count, plural, one {# счёт} few {# счёта} other {# счетов}}`. */
export type Words = (key: WordKey, values?: WordValues) => string;

// A key missing in one language is a type error here, and stops the build in src/content.config.ts.
const dictionaries: Record<Locale, Record<WordKey, string>> = { ru, en };
const speakers = new Map<Locale, Words>();

/** The words of one language. Messages with placeholders are parsed once. */
export function wordsFor(locale: Locale): Words {
  const known = speakers.get(locale);
  if (known) return known;
  const dictionary = dictionaries[locale];
  const parsed = new Map<WordKey, IntlMessageFormat>();
  const say: Words = (key, values) => {
    const message = dictionary[key];
    if (!message.includes('{')) return message;
    let format = parsed.get(key);
    if (!format) {
      format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
      parsed.set(key, format);
    }
    return String(format.format(values));
  };
  speakers.set(locale, say);
  return say;
}

/** True for a string that names a word: keys that come from the database are checked before they are said. */
export const isWordKey = (key: string): key is WordKey => Object.hasOwn(ru, key);
