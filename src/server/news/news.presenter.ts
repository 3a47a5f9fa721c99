import type { newsPosts, newsTexts } from '#db/schema/news.ts';
import type { Locale } from '#content/locales.ts';

type PostRow = typeof newsPosts.$inferSelect;
export type TextRow = typeof newsTexts.$inferSelect;

/** A post in a list of its reader. */
export interface NewsSummary {
  id: string;
  title: string;
  excerpt: string;
  /** The language it is shown in: the reader's, or the only one there is. */
  locale: Locale;
  pinned: boolean;
  publishedAt: Date;
  unread: boolean;
}

export interface NewsPost extends NewsSummary {
  /** Sanitized when it was saved. */
  html: string;
}

/** Null for a post that has no text, which `writePost` does not allow. */
export function presentPost(
  post: Pick<PostRow, 'id' | 'pinned' | 'publishAt'> & { read: number },
  texts: readonly TextRow[],
  locale: Locale,
): NewsPost | null {
  const mine = texts.filter(({ postId }) => postId === post.id);
  const text = mine.find((each) => each.locale === locale) ?? mine[0];
  if (!text || !post.publishAt) return null;
  const { title, excerpt, html } = text;
  return {
    id: post.id,
    title,
    excerpt,
    html,
    locale: text.locale,
    pinned: post.pinned,
    publishedAt: post.publishAt,
    unread: post.read === 0,
  };
}
