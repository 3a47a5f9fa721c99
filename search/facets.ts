import type { Locale } from '#content/locales.ts';
import type { SearchAnswer, SearchRequest } from './index.ts';

interface Placed {
  document: { category: string; locale: string };
}

/** Keeps what the filters of a request ask for, and counts by category and by language; each count ignores its own filter. */
export function countFacets<T extends Placed>(
  found: readonly T[],
  { category, languages }: Pick<SearchRequest, 'category' | 'languages'>,
): { chosen: T[] } & Pick<SearchAnswer, 'categories' | 'locales'> {
  const chosen: T[] = [];
  const categories: Record<string, number> = {};
  const locales: Partial<Record<Locale, number>> = {};
  for (const entry of found) {
    const { document } = entry;
    const locale = document.locale as Locale;
    const inCategory = category === undefined || document.category === category;
    const inLanguage = languages === undefined || languages.includes(locale);
    if (inLanguage) categories[document.category] = (categories[document.category] ?? 0) + 1;
    if (inCategory) locales[locale] = (locales[locale] ?? 0) + 1;
    if (inCategory && inLanguage) chosen.push(entry);
  }
  return { chosen, categories, locales };
}
