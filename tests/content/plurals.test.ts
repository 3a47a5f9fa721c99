import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { locales, type Locale } from '#content/locales.ts';

const wordsOf = (locale: Locale): Record<string, string> => {
  const file = new URL(`../../src/content/i18n/${locale}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
};
const parsed = (text: string, locale: Locale) => new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
/** Names of the values a sentence is filled with. */
const valuesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    const inner = 'options' in part ? Object.values(part.options).flatMap(({ value }) => valuesIn(value)) : [];
    // Types 0, 7 and 8 are text, the number of a plural, and a tag.
    return 'value' in part && ![0, 7, 8].includes(part.type) ? [part.value, ...inner] : inner;
  });

it.each(locales)('every sentence in %s has a form for whatever stands in it', (locale) => {
  const wrong = Object.entries(wordsOf(locale)).flatMap(([key, text]) => {
    try {
      const format = parsed(text, locale);
      // Whatever number it is and whatever is chosen.
      for (const value of [0, 1, 2, 5, 21, 1.5]) {
        format.format(Object.fromEntries(valuesIn(format.getAst()).map((name) => [name, value])));
      }
      return [];
    } catch (error) {
      return [`${key}: ${(error as Error).message}`];
    }
  });
  expect(wrong).toEqual([]);
});

it('every sentence is filled with the same values in both languages', () => {
  const english = wordsOf('en');
  const names = (text: string, locale: Locale) => [...new Set(valuesIn(parsed(text, locale).getAst()))].sort();
  const apart = Object.entries(wordsOf('ru')).filter(
    ([key, text]) => names(text, 'ru').join() !== names(english[key] ?? '', 'en').join(),
  );
  expect(apart.map(([key]) => key)).toEqual([]);
});
