import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { newsPosts, newsTexts } from '#db/schema/news.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { isRead, readerOf, visible, type Reader } from './audience.queries.ts';
import { newsCustomers } from './news.policy.ts';
import { presentPost, type NewsPost, type NewsSummary } from './news.presenter.ts';

export interface NewsList {
  posts: NewsSummary[];
  page: number;
  perPage: number;
  total: number;
  unread: number;
}

const columns = {
  id: newsPosts.id,
  pinned: newsPosts.pinned,
  publishAt: newsPosts.publishAt,
  read: sql<number>`${isRead}`,
};
const listBy = (condition: SQL | undefined, order: SQL[]) =>
  prepared((db) =>
    db
      .select(columns)
      .from(newsPosts)
      .where(and(visible, condition))
      .orderBy(...order)
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
const newest = [desc(newsPosts.publishAt), desc(newsPosts.id)];
const pinnedFirst = listBy(undefined, [desc(newsPosts.pinned), ...newest]);
const unreadOnly = listBy(sql`not ${isRead}`, newest);
const sinceThen = listBy(sql`${newsPosts.publishAt} > ${sql.placeholder('since')}`, newest);
const findVisible = preparedOne((db) =>
  db
    .select(columns)
    .from(newsPosts)
    .where(and(visible, eq(newsPosts.id, sql.placeholder('id')))),
);
const count = preparedOne((db) =>
  db
    .select({ total: sql<number>`count(*)`, unread: sql<number>`coalesce(sum(not ${isRead}), 0)` })
    .from(newsPosts)
    .where(visible),
);
const textsOf = prepared((db) =>
  db
    .select()
    .from(newsTexts)
    .where(sql`${newsTexts.postId} in (select value from json_each(${sql.placeholder('ids')}))`),
);

type Row = Awaited<ReturnType<typeof pinnedFirst>>[number];
async function present(ctx: Ctx, rows: readonly Row[], locale: Locale): Promise<NewsPost[]> {
  const texts = await textsOf(ctx.db.read, { ids: JSON.stringify(rows.map(({ id }) => id)) });
  return rows.flatMap((row) => presentPost(row, texts, locale) ?? []);
}

/** The reader of the cabinet that is shown now; null when that section is not the viewer's. */
async function currentReader(ctx: Ctx<UserViewer>): Promise<Reader | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !newsCustomers(ctx.viewer).includes(customerId)) return null;
  return readerOf(ctx, [customerId]);
}

/** News of the viewer's cabinet, pinned ones first. Null when that section is not the viewer's. Four queries. */
export async function listNews(
  ctx: Ctx<UserViewer>,
  options: { page?: number; perPage?: number } = {},
): Promise<NewsList | null> {
  const { perPage = 20 } = options;
  const reader = await currentReader(ctx);
  if (!reader) return null;
  const { total, unread } = (await count(ctx.db.read, reader)) ?? { total: 0, unread: 0 };
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await pinnedFirst(ctx.db.read, { ...reader, limit: perPage, offset: (page - 1) * perPage });
  return { posts: await present(ctx, rows, ctx.viewer.locale), page, perPage, total, unread };
}

/** How much of the cabinet's news the viewer has not read, for the navigation. Null when that section is not the viewer's. */
export async function countUnreadNews(ctx: Ctx<UserViewer>): Promise<number | null> {
  const reader = await currentReader(ctx);
  return reader && ((await count(ctx.db.read, reader))?.unread ?? 0);
}

/** What the viewer has not read in their cabinet, the newest first. Null when that section is not the viewer's. */
export async function listUnreadNews(ctx: Ctx<UserViewer>, limit = 5): Promise<NewsSummary[] | null> {
  const reader = await currentReader(ctx);
  return reader && present(ctx, await unreadOnly(ctx.db.read, { ...reader, limit, offset: 0 }), ctx.viewer.locale);
}

/** What became visible after an instant to someone, for whichever of their customers, read or not: for digests and feeds. */
export async function listNewsSince(ctx: Ctx<UserViewer>, since: Date, limit = 50): Promise<NewsPost[]> {
  const reader = await readerOf(ctx, newsCustomers(ctx.viewer));
  if (newsCustomers(ctx.viewer).length === 0) return [];
  const rows = await sinceThen(ctx.db.read, { ...reader, since: since.getTime(), limit, offset: 0 });
  return present(ctx, rows, ctx.viewer.locale);
}

/** One post, for whichever of the viewer's customers it is. Null when there is none or it is not for them. */
export async function getNewsPost(ctx: Ctx<UserViewer>, postId: string): Promise<NewsPost | null> {
  const customers = newsCustomers(ctx.viewer);
  if (customers.length === 0) return null;
  const row = await findVisible(ctx.db.read, { ...(await readerOf(ctx, customers)), id: postId });
  return row ? ((await present(ctx, [row], ctx.viewer.locale))[0] ?? null) : null;
}
