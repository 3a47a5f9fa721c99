import { locales, type Locale } from '#content/locales.ts';
import { readForm, fieldName } from './scenario-form.ts';

/** What is said of a scenario around its steps, as far as its text can be read. */
export interface ScenarioHeader {
  title: Record<Locale, string>;
  topic: string | null;
  /** Mail address of whoever answers for it. */
  owner: string | null;
  examples: Record<Locale, string[]>;
}

/** Headers by their text, which never changes. */
const known = new Map<string, ScenarioHeader>();
const KEPT = 2_000;

export function readHeader(source: string): ScenarioHeader {
  let header = known.get(source);
  if (!header) {
    const values = readForm(source)?.values ?? {};
    const of = (path: string) => values[fieldName(path)] ?? '';
    const each = <T>(read: (locale: Locale) => T) =>
      Object.fromEntries(locales.map((locale) => [locale, read(locale)])) as Record<Locale, T>;
    header = {
      title: each((locale) => of(`title/${locale}`)),
      topic: of('topic') || null,
      owner: of('owner') || null,
      examples: each((locale) => of(`examples/${locale}`).split('\n')),
    };
    if (known.size >= KEPT) known.clear();
    known.set(source, header);
  }
  return header;
}
