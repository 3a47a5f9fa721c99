import { localePath, type Locale } from '#content/locales.ts';

interface Search {
  query: string;
  category?: string | undefined;
  language?: Locale | undefined;
  page?: number | undefined;
  exact?: boolean | undefined;
}

/** The search page with what is looked for and how it is narrowed. */
export function searchPath(locale: Locale, { query, category, language, page = 1, exact }: Search): string {
  const params = new URLSearchParams({ q: query });
  if (category !== undefined) params.set('category', category);
  if (language !== undefined) params.set('lang', language);
  if (page > 1) params.set('page', String(page));
  if (exact) params.set('exact', '1');
  return `${localePath(locale, '/help/search')}?${params.toString()}`;
}

interface About {
  text?: string;
  article?: string;
  /** The search that led here; null when none did. */
  search?: string | null;
}

/** The assistant, with the question already typed or the article it is about. */
export function askPath(locale: Locale, { search, ...about }: About = {}): string {
  const params = new URLSearchParams(about);
  if (search) params.set('search', search);
  return localePath(locale, '/chat') + (params.size > 0 ? `?${params.toString()}` : '');
}

/** New and changed articles as RSS, of everything or of one topic. */
export const feedPath = (locale: Locale, category?: string): string =>
  localePath(locale, category === undefined ? '/help/feed.xml' : `/help/${category}/feed.xml`);

/** The picture shown where a link is shared. An article's changes its address with the article: others keep pictures long. */
export const picturePath = (locale: Locale, article?: { href: string; updatedOn: string }): string =>
  article === undefined ? localePath(locale, '/help/og.png') : `${article.href}/og.png?v=${article.updatedOn}`;

/** All articles as one file to keep. */
export const offlinePath = (locale: Locale): string => localePath(locale, '/help/offline.html');
