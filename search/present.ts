import type { Locale } from '#content/locales.ts';
import type { TitleHit } from './index.ts';
import type { Question } from './question.ts';
import type { Found } from './rank.ts';
import { markWords } from './snippet.ts';

export const termsToMark = ({ terms, borrowed }: Question): Set<string> => new Set([...terms, ...borrowed]);

export function titleOf({ document, score }: Found, terms: Set<string>): TitleHit {
  const { id, key, locale, category, title, updatedOn } = document;
  return { id, key, locale: locale as Locale, category, title, titleParts: markWords(title, terms), updatedOn, score };
}
