import { eq } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';
import { findWorkingRevision } from './revision.queries.ts';
import type { RevisionState } from './revision.ts';

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

/** An article whose next text is read by others. */
export interface ReviewedArticle {
  key: string;
  locale: Locale;
  title: string;
  /** Of the text that is being worked on; null when there is none any more. */
  state: RevisionState | null;
  authorId: string | null;
  /** Who asked for it to be read. */
  submittedBy: string | null;
}

/** What to say of an article's review, as it stands now; null when it is gone. */
export async function getReviewedArticle(ctx: Ctx, articleId: string): Promise<ReviewedArticle | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const [row] = await ctx.db.read.select().from(articles).where(eq(articles.id, articleId));
  if (!row) return null;
  const working = await findWorkingRevision(ctx.db.read, articleId);
  const { key, locale } = row;
  return {
    key,
    locale,
    title: working?.title ?? row.title,
    state: working?.state ?? null,
    authorId: working?.authorId ?? null,
    submittedBy: working?.submittedBy ?? null,
  };
}
