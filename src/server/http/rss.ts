import { Feed } from 'feed';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';

interface RssItem {
  id: string;
  title: string;
  excerpt: string;
  /** Sanitized HTML. */
  html: string;
  publishedAt: Date;
  path: string;
}

interface Rss {
  title: string;
  language: 'ru' | 'en';
  /** The page the feed is of. */
  path: string;
  items: readonly RssItem[];
}

/** A personal feed as an answer: RSS 2.0, for nobody's cache and no search engine. */
export async function rssOf(ctx: Ctx, { title, language, path, items }: Rss): Promise<Response> {
  const { ORIGIN } = ctx.platform.config;
  const brand = await getBrand(ctx.db.read);
  const newest = items[0]?.publishedAt;
  const feed = new Feed({
    id: ORIGIN + path,
    link: ORIGIN + path,
    title: `${title} — ${brand.name[language]}`,
    description: brand.legal[language],
    language,
    generator: false,
    ...(newest ? { updated: newest } : {}),
  });
  for (const item of items) {
    feed.addItem({
      id: item.id,
      guid: item.id,
      title: item.title,
      link: ORIGIN + item.path,
      date: item.publishedAt,
      description: item.excerpt,
      // Readers resolve no addresses: ours become whole.
      content: item.html.replaceAll('href="/', `href="${ORIGIN}/`),
    });
  }
  return new Response(feed.rss2(), {
    headers: {
      'content-type': 'application/rss+xml; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
}
