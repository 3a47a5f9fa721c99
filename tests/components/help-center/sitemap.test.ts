import { describe, expect, it } from 'vitest';
import { sitemapOf, sitemapPart, sitemapUrls } from '#components/help-center/sitemap.ts';

const origin = 'https://help.example';
const pages = [
  { versions: { ru: '/help/a?x=1&y=2', en: '/en/help/a' }, updatedOn: '2026-11-18' },
  { versions: { en: '/en/help/b' }, updatedOn: null },
];

describe('the sitemap (sitemaps.org 0.9)', () => {
  it('names every address with its translations, itself among them, and the one for everybody else', () => {
    const [first = '', , third = ''] = sitemapUrls(pages, origin);
    expect(first).toContain('<loc>https://help.example/help/a?x=1&#38;y=2</loc><lastmod>2026-11-18</lastmod>');
    const languages = [...first.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)].map(([, language, href]) => [
      language,
      href,
    ]);
    expect(languages).toEqual([
      ['ru', 'https://help.example/help/a?x=1&#38;y=2'],
      ['en', 'https://help.example/en/help/a'],
      ['x-default', 'https://help.example/help/a?x=1&#38;y=2'],
    ]);
    expect(third).not.toContain('lastmod');
    expect(third).toContain('hreflang="x-default" href="https://help.example/en/help/b"');
  });

  it('is one file while the addresses fit it', () => {
    const urls = sitemapUrls(pages, origin);
    const file = sitemapOf(urls, origin);
    expect(file).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<urlset xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9"/,
    );
    expect(file.match(/<url>/g)).toHaveLength(3);
    expect(sitemapPart(urls, 1)).toBeNull();
  });

  it('becomes a list of files, each within the limits, that together hold every address once', () => {
    const many = Array.from({ length: 60_001 }, (_, i) => ({
      versions: { ru: `/help/topic/article-${i}` },
      updatedOn: '2026-11-18',
    }));
    const urls = sitemapUrls(many, origin);
    const index = sitemapOf(urls, origin);
    expect(index).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
    expect([...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1])).toEqual([
      'https://help.example/sitemap-1.xml',
      'https://help.example/sitemap-2.xml',
    ]);
    const parts = [1, 2].map((part) => sitemapPart(urls, part) ?? '');
    expect(parts.map((part) => part.match(/<url>/g)?.length)).toEqual([50_000, 10_001]);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThan(50 * 1024 * 1024);
    const locations = parts.flatMap((part) => [...part.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]));
    expect(new Set(locations).size).toBe(60_001);
    expect(sitemapPart(urls, 3)).toBeNull();
    expect(sitemapPart(urls, 0)).toBeNull();
  });
});
