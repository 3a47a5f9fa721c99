/** Languages the interface speaks; the first is the default and has no prefix in addresses. */
export const locales = ['ru', 'en'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'ru';

export const isLocale = (value: unknown): value is Locale => (locales as readonly unknown[]).includes(value);

/** `/help` → `/en/help` for English, unchanged for the default language. `path` starts with `/`. */
export const localePath = (locale: Locale, path: string): string =>
  locale === defaultLocale ? path : `/${locale}${path === '/' ? '' : path}`;

/** The language a browser prefers among ours (RFC 9110 §12.5.4), or the default. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(';q=');
      return { language: tag.split('-')[0]?.toLowerCase(), quality: q === undefined ? 1 : Number(q) };
    })
    .sort((a, b) => b.quality - a.quality);
  return ranked.map((entry) => entry.language).find(isLocale) ?? defaultLocale;
}
