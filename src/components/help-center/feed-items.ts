import type { PublicArticle } from '#server/help-center/index.ts';

/** Articles in a feed. */
export const FEED_LENGTH = 30;

/**
 * Articles as a feed tells them. What changed gets another id, so that readers' programs show it again
 * (https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt).
 */
export const feedItems = (articles: readonly PublicArticle[]) =>
  articles.map(({ key, locale, title, summary, html, href, updatedOn }) => ({
    id: `${key}:${locale}:${updatedOn}`,
    title,
    excerpt: summary,
    html,
    publishedAt: new Date(`${updatedOn}T00:00:00Z`),
    path: href,
  }));
