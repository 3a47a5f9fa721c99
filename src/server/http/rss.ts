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
  /** The feed's own address, where everyone may know it. */
  self?: string | undefined;
  items: readonly RssItem[];
}

/** A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), newest first. */
export async function rssText(ctx: Ctx, { title, language, path, self, items }: Rss): Promise<string> {
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
    ...(self === undefined ? {} : { feed: ORIGIN + self }),
    ...(newest ? { updated: newest } : {}),
  });
  for (const item of items) {
    feed.addItem({
      id: item.id,
      guid: item.id,
      title: inXml(item.title),
      link: ORIGIN + item.path,
      date: item.publishedAt,
      description: inXml(item.excerpt),
      // Readers resolve no addresses: ours become whole.
      content: inXml(item.html.replaceAll(/ (href|src)="\//g, ` $1="${ORIGIN}/`)),
    });
  }
  // Where nothing was published, the time of asking would make every answer a new one.
  return newest ? feed.rss2() : feed.rss2().replace(/\s*<lastBuildDate>[^<]*<\/lastBuildDate>/, '');
}

/** Control characters and halves of letters may not stand in XML at all (https://www.w3.org/TR/xml/#charsets). */
const inXml = (text: string): string =>
  text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');

/** A personal feed as an answer: for nobody's cache and no search engine. */
export async function rssOf(ctx: Ctx, feed: Omit<Rss, 'self'>): Promise<Response> {
  return new Response(await rssText(ctx, feed), {
    headers: {
      'content-type': 'application/rss+xml; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
}
