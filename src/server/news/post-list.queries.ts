import { and, asc, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { newsAudience, newsPosts, newsTexts } from '#db/schema/news.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { listSegments } from '../customers/index.ts';
import { systemViewer } from '../identity/index.ts';
import { stateOf, type Audience, type PostState } from './news.ts';
import { canWriteNews } from './news.policy.ts';

export type PostFilter = PostState | 'all';

/** A post as those who write news see it. */
export interface WrittenPost {
  id: string;
  title: string;
  state: PostState;
  audience: Audience;
  segment: string | null;
  /** For how many named customers it is. */
  customerCount: number;
  pinned: boolean;
  publishAt: Date | null;
  expiresAt: Date | null;
  updatedAt: Date;
}

export interface EditedPost extends Omit<WrittenPost, 'title' | 'customerCount'> {
  texts: Partial<Record<Locale, { title: string; markdown: string }>>;
  customerIds: string[];
  version: number;
}

export interface PostList {
  posts: WrittenPost[];
  page: number;
  perPage: number;
  total: number;
  counts: Record<PostFilter, number>;
}

/** The same as `stateOf` says, for filters. */
function conditions(now: number): Record<PostState, SQL> {
  const expired = sql`(${newsPosts.expiresAt} is not null and ${newsPosts.expiresAt} <= ${now})`;
  return {
    draft: sql`${newsPosts.publishAt} is null`,
    expired: sql`(${newsPosts.publishAt} is not null and ${expired})`,
    scheduled: sql`(${newsPosts.publishAt} > ${now} and not ${expired})`,
    published: sql`(${newsPosts.publishAt} <= ${now} and not ${expired})`,
  };
}
const named = sql`(select count(*) from ${newsAudience} where ${newsAudience.postId} = ${newsPosts.id})`;

/** All posts, those changed last first. Null for those who do not write news. Three queries. */
export async function listPosts(
  ctx: Ctx,
  options: { filter?: PostFilter; page?: number; locale: Locale },
): Promise<PostList | null> {
  if (!canWriteNews(ctx.viewer)) return null;
  const { filter = 'all', locale } = options;
  const perPage = 30;
  const now = ctx.clock.now();
  const where = conditions(now.getTime());
  const sum = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
  const [counted] = await ctx.db.read
    .select({
      all: sql<number>`count(*)`,
      draft: sum(where.draft),
      scheduled: sum(where.scheduled),
      published: sum(where.published),
      expired: sum(where.expired),
    })
    .from(newsPosts);
  const counts = counted ?? { all: 0, draft: 0, scheduled: 0, published: 0, expired: 0 };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await ctx.db.read
    .select({ post: newsPosts, customerCount: sql<number>`${named}` })
    .from(newsPosts)
    .where(filter === 'all' ? undefined : where[filter])
    .orderBy(desc(newsPosts.updatedAt), desc(newsPosts.id))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const ids = rows.map(({ post }) => post.id);
  const texts =
    ids.length === 0 ? [] : await ctx.db.read.select().from(newsTexts).where(inArray(newsTexts.postId, ids));
  const posts = rows.map(({ post, customerCount }) => {
    const mine = texts.filter(({ postId }) => postId === post.id);
    const title = (mine.find((text) => text.locale === locale) ?? mine[0])?.title ?? '';
    const { id, audience, segment, pinned, publishAt, expiresAt, updatedAt } = post;
    const state = stateOf(post, now);
    return { id, title, state, audience, segment, customerCount, pinned, publishAt, expiresAt, updatedAt };
  });
  return { posts, page, perPage, total, counts };
}

/** One post to be edited. Null when there is none, and for those who do not write news. */
export async function getPost(ctx: Ctx, postId: string): Promise<EditedPost | null> {
  if (!canWriteNews(ctx.viewer)) return null;
  const [post] = await ctx.db.read.select().from(newsPosts).where(eq(newsPosts.id, postId));
  if (!post) return null;
  const texts = await ctx.db.read.select().from(newsTexts).where(eq(newsTexts.postId, postId));
  const customers = await ctx.db.read
    .select({ id: newsAudience.customerId })
    .from(newsAudience)
    .where(and(eq(newsAudience.postId, postId)))
    .orderBy(asc(newsAudience.customerId));
  const { id, audience, segment, pinned, publishAt, expiresAt, updatedAt, version } = post;
  const state = stateOf(post, ctx.clock.now());
  return {
    ...{ id, audience, segment, pinned, publishAt, expiresAt, updatedAt, version, state },
    texts: Object.fromEntries(texts.map(({ locale, title, markdown }) => [locale, { title, markdown }])),
    customerIds: customers.map((each) => each.id),
  };
}

/** Segments a post can be for: keys only, which editors may know although customers are not theirs to see. */
export async function listNewsSegments(ctx: Ctx): Promise<string[]> {
  if (!canWriteNews(ctx.viewer)) return [];
  return listSegments({ ...ctx, viewer: systemViewer('segments to choose from for news') });
}
