import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Reader as DbReader } from '#db/client.ts';
import { articleBlocks, articles } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';
import type { ArticleStatus } from './article.ts';
import { workingStates } from './revision.ts';

/** A block in one language. */
export interface BlockText {
  title: string;
  /** Markdown. */
  body: string;
  version: number;
}

/** An article that uses a block, in what is shown or in what is being written. */
export interface BlockUser {
  id: string;
  key: string;
  locale: Locale;
  title: string;
  status: ArticleStatus;
}

export interface Block {
  key: string;
  texts: Partial<Record<Locale, BlockText>>;
  usedIn: BlockUser[];
}

const user = {
  id: articles.id,
  key: articles.key,
  locale: articles.locale,
  title: articles.title,
  status: articles.status,
};

/** Articles of a language whose text, shown or being written, uses a block. */
export async function listArticlesWithBlock(db: DbReader | Tx, key: string, locale: Locale): Promise<BlockUser[]> {
  const mark = `{{block:${key}}}`;
  return db
    .select(user)
    .from(articles)
    .where(and(eq(articles.locale, locale), inArray(articles.id, idsWithBlocks(db, mark))))
    .orderBy(asc(articles.title));
}

/**
 * Ids of the articles whose text, shown or being written, has a block: any, or the one of a mark. Said in the words of the partial
 * indexes, without which every body would be read.
 */
function idsWithBlocks(db: DbReader | Tx, mark?: string) {
  const holds = (body: SQLiteColumn) =>
    and(sql`instr(${body}, '{{block:') > 0`, mark === undefined ? undefined : sql`instr(${body}, ${mark}) > 0`);
  return db
    .select({ id: articles.id })
    .from(articles)
    .where(holds(articles.body))
    .union(
      db
        .select({ id: articleRevisions.articleId })
        .from(articleRevisions)
        .where(and(holds(articleRevisions.body), inArray(articleRevisions.state, workingStates))),
    );
}

/** One block with both languages and where it is used; null for those who do not write, and where there is none. */
export async function getBlock(ctx: Ctx, key: string): Promise<Block | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const rows = await ctx.db.read.select().from(articleBlocks).where(eq(articleBlocks.key, key));
  if (rows.length === 0) return null;
  const used = await Promise.all(locales.map((locale) => listArticlesWithBlock(ctx.db.read, key, locale)));
  return { key, texts: textsOf(rows), usedIn: used.flat() };
}

/** All blocks, by key, with where each is used. Two queries, however many there are. */
export async function listBlocks(ctx: Ctx): Promise<Block[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const isWorking = and(eq(articleRevisions.articleId, articles.id), inArray(articleRevisions.state, workingStates));
  const [rows, users] = await Promise.all([
    ctx.db.read.select().from(articleBlocks).orderBy(asc(articleBlocks.key)),
    ctx.db.read
      .select({ ...user, body: articles.body, written: articleRevisions.body })
      .from(articles)
      .leftJoin(articleRevisions, isWorking)
      .where(inArray(articles.id, idsWithBlocks(ctx.db.read)))
      .orderBy(desc(articles.locale), asc(articles.title)),
  ]);
  return [...Map.groupBy(rows, (row) => row.key)].map(([key, own]) => {
    const mark = `{{block:${key}}}`;
    const usedIn = users.filter(({ body, written }) => body.includes(mark) || written?.includes(mark));
    return {
      key,
      texts: textsOf(own),
      usedIn: usedIn.map(({ id, key: article, locale, title, status }) => ({
        id,
        key: article,
        locale,
        title,
        status,
      })),
    };
  });
}

const textsOf = (rows: (typeof articleBlocks.$inferSelect)[]): Partial<Record<Locale, BlockText>> =>
  Object.fromEntries(rows.map(({ locale, title, body, version }) => [locale, { title, body, version }]));
