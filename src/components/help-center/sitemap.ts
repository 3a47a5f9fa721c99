import { defaultLocale, type Locale } from '#content/locales.ts';

/** What one file may hold (https://www.sitemaps.org/protocol.html): 50,000 addresses, 50 MB. Ours take about 500 bytes each. */
export const ADDRESSES_PER_FILE = 50_000;

/** A page in each language it exists in. */
export interface SitePage {
  versions: Partial<Record<Locale, string>>;
  updatedOn: string | null;
}

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** One `<url>` per address, each with all its translations (https://developers.google.com/search/docs/specialty/international). */
export function sitemapUrls(pages: readonly SitePage[], origin: string): string[] {
  return pages.flatMap(({ versions, updatedOn }) => {
    const paths = Object.entries(versions);
    const fallback = versions[defaultLocale] ?? paths[0]?.[1];
    const links = [...paths, ...(fallback === undefined ? [] : [['x-default', fallback] as const])].map(
      ([language, path]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escapeXml(origin + path)}"/>`,
    );
    const changed = updatedOn === null ? '' : `<lastmod>${updatedOn}</lastmod>`;
    return paths.map(([, path]) => `<url><loc>${escapeXml(origin + path)}</loc>${changed}${links.join('')}</url>`);
  });
}

/** The addresses of one file. */
export const sitemapFile = (urls: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`;

/** The list of files, where the addresses do not fit one. */
export const sitemapIndex = (parts: number, origin: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="${NAMESPACE}">
${Array.from({ length: parts }, (_, i) => `<sitemap><loc>${escapeXml(origin)}/sitemap-${i + 1}.xml</loc></sitemap>`).join('\n')}
</sitemapindex>
`;

/** How many files so many addresses take. */
export const sitemapParts = (urls: number, perFile = ADDRESSES_PER_FILE): number => Math.ceil(urls / perFile);

/** The file with this number, counted from one; null when there is none. A single file has no numbered parts. */
export function sitemapPart(urls: readonly string[], part: number, perFile = ADDRESSES_PER_FILE): string | null {
  if (urls.length <= perFile || part < 1 || part > sitemapParts(urls.length, perFile)) return null;
  return sitemapFile(urls.slice((part - 1) * perFile, part * perFile));
}

/** `sitemap.xml`: the addresses themselves while they fit, else the list of files. */
export const sitemapOf = (urls: readonly string[], origin: string, perFile = ADDRESSES_PER_FILE): string =>
  urls.length <= perFile ? sitemapFile(urls) : sitemapIndex(sitemapParts(urls.length, perFile), origin);

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
