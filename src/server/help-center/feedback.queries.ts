import { and, desc, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { VoteReason } from './article.ts';
import { getArticleFigures, type ArticleFigures } from './article-figures.queries.ts';
import { canSeeDemand } from './demand.policy.ts';

/** Something a reader said about an article. Nobody is told who. */
export interface Remark {
  key: string;
  locale: Locale;
  title: string;
  reason: VoteReason | null;
  comment: string | null;
  at: Date;
  /** About the text that is shown now. */
  current: boolean;
  /** False for what does not count for the score. */
  counted: boolean;
}

export interface DoubtedHead {
  key: string;
  locale: Locale;
  title: string;
  since: Date;
}

const PER_PAGE = 25;
const DAYS = 30;

const remark = {
  key: articles.key,
  locale: articles.locale,
  title: articles.title,
  reason: articleVotes.reason,
  comment: articleVotes.comment,
  at: articleVotes.updatedAt,
  revision: articleVotes.revision,
  shown: articles.revision,
  counted: articleVotes.counted,
};
const said = and(eq(articleVotes.helpful, false), or(isNotNull(articleVotes.reason), isNotNull(articleVotes.comment)));

/** What readers said and why, latest first, and the articles under review; null for those who do not work here. */
export async function listFeedback(
  ctx: Ctx,
  { page = 1 }: { page?: number } = {},
): Promise<{ remarks: Remark[]; doubted: DoubtedHead[]; total: number; page: number; perPage: number } | null> {
  if (!canSeeDemand(ctx.viewer)) return null;
  const [counted] = await ctx.db.read
    .select({ total: sql<number>`count(*)` })
    .from(articleVotes)
    .where(said);
  const total = counted?.total ?? 0;
  const shown = Math.min(page, Math.max(1, Math.ceil(total / PER_PAGE)));
  const rows = await ctx.db.read
    .select(remark)
    .from(articleVotes)
    .innerJoin(articles, eq(articles.id, articleVotes.articleId))
    .where(said)
    .orderBy(desc(articleVotes.updatedAt), articleVotes.voter)
    .limit(PER_PAGE)
    .offset((shown - 1) * PER_PAGE);
  const doubted = await ctx.db.read
    .select({ key: articles.key, locale: articles.locale, title: articles.title, since: articles.underReviewAt })
    .from(articles)
    .where(and(isNotNull(articles.underReviewAt), eq(articles.status, 'published')))
    .orderBy(articles.underReviewAt);
  return {
    remarks: rows.map(present),
    doubted: doubted.flatMap(({ since, ...head }) => (since ? [{ ...head, since }] : [])),
    total,
    page: shown,
    perPage: PER_PAGE,
  };
}

export interface ArticleFeedback {
  key: string;
  locale: Locale;
  title: string;
  categoryId: string;
  status: string;
  underReviewAt: Date | null;
  verifiedOn: string;
  verifyEveryDays: number | null;
  figures: ArticleFigures;
  remarks: Remark[];
}

/** What readers said of one article; null when there is none, and for those who do not work here. */
export async function getArticleFeedback(
  ctx: Ctx,
  { key, locale }: { key: string; locale: Locale },
): Promise<ArticleFeedback | null> {
  if (!canSeeDemand(ctx.viewer)) return null;
  const [article] = await ctx.db.read
    .select()
    .from(articles)
    .where(and(eq(articles.key, key), eq(articles.locale, locale), ne(articles.revision, 0)));
  const figures = await getArticleFigures(ctx, { key, locale, days: DAYS });
  if (!article || !figures) return null;
  const rows = await ctx.db.read
    .select(remark)
    .from(articleVotes)
    .innerJoin(articles, eq(articles.id, articleVotes.articleId))
    .where(and(eq(articleVotes.articleId, article.id), said))
    .orderBy(desc(articleVotes.updatedAt), articleVotes.voter)
    .limit(100);
  const { title, categoryId, status, underReviewAt, verifiedOn, updatedOn, verifyEveryDays } = article;
  return {
    ...{ key, locale, title, categoryId, status, underReviewAt, verifyEveryDays, figures },
    verifiedOn: verifiedOn ?? updatedOn,
    remarks: rows.map(present),
  };
}

const present = ({
  revision,
  shown,
  ...row
}: Omit<Remark, 'current'> & { revision: number | null; shown: number }): Remark => ({
  ...row,
  current: revision === shown,
});
