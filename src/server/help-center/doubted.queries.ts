import { eq } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';

/** What is told of an article that somebody has to check. */
export interface DoubtedArticle {
  key: string;
  locale: Locale;
  title: string;
  ownerId: string | null;
  verifiedOn: string;
  underReview: boolean;
}

/** An article that was doubted, for telling whoever answers for it; null when it is not shown any more. */
export async function getDoubtedArticle(ctx: Ctx, articleId: string): Promise<DoubtedArticle | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const [row] = await ctx.db.read.select().from(articles).where(eq(articles.id, articleId));
  if (row?.status !== 'published') return null;
  const { key, locale, title, ownerId, verifiedOn, updatedOn, underReviewAt } = row;
  return { key, locale, title, ownerId, verifiedOn: verifiedOn ?? updatedOn, underReview: underReviewAt !== null };
}
