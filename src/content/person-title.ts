import { locales, type Locale } from './locales.ts';

/** What a person does, by language. */
export type Titles = Partial<Record<Locale, string>>;

export interface Titled {
  /** For readers of languages in which nothing was written. */
  title: string | null;
  titles: Titles;
}

/** What a person does, for a reader: in their language, else as it was written at all. Null when nothing was. */
export function titleFor({ title, titles }: Titled, locale: Locale): string | null {
  const [other = null] = locales.flatMap((each) => titles[each] ?? []);
  return titles[locale] ?? title ?? other;
}

/** The same as it is kept: what was left empty in a language is not there, and the first of them is for all the others. */
export function titledBy(written: Readonly<Partial<Record<Locale, string | null>>>): Titled {
  const entries = locales.flatMap((locale) => {
    const text = written[locale]?.trim() ?? '';
    return text === '' ? [] : [[locale, text] as const];
  });
  return { title: entries[0]?.[1] ?? null, titles: Object.fromEntries(entries) };
}
