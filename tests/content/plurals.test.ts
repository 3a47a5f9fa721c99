import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { locales } from '#content/locales.ts';

it.each(locales)('every sentence in %s has a form for whatever stands in it', (locale) => {
  const file = new URL(`../../src/content/i18n/${locale}.json`, import.meta.url);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const wrong = Object.entries(words).flatMap(([key, text]) => {
    try {
      new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      return [];
    } catch (error) {
      return [`${key}: ${(error as Error).message}`];
    }
  });
  expect(wrong).toEqual([]);
});
