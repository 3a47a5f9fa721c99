import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { articleBlocks, articleRevisions, articles } from '#db/schema/help-center.ts';
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

/** Articles of a language whose text, shown or being written, uses a block. */
export async function listArticlesWithBlock(db: DbReader | Tx, key: string, locale: Locale): Promise<BlockUser[]> {
  const mark = `{{block:${key}}}`;
  const isWritten = sql`exists (select 1 from ${articleRevisions} where ${articleRevisions.articleId} = ${articles.id}
    and ${inArray(articleRevisions.state, workingStates)} and instr(${articleRevisions.body}, ${mark}) > 0)`;
  return db
    .select({
      id: articles.id,
      key: articles.key,
      locale: articles.locale,
      title: articles.title,
      status: articles.status,
    })
    .from(articles)
    .where(and(eq(articles.locale, locale), or(sql`instr(${articles.body}, ${mark}) > 0`, isWritten)))
    .orderBy(asc(articles.title));
}

/** One block with both languages and where it is used; null for those who do not write, and where there is none. */
export async function getBlock(ctx: Ctx, key: string): Promise<Block | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const rows = await ctx.db.read.select().from(articleBlocks).where(eq(articleBlocks.key, key));
  if (rows.length === 0) return null;
  const used = await Promise.all(locales.map((locale) => listArticlesWithBlock(ctx.db.read, key, locale)));
  return { key, texts: textsOf(rows), usedIn: used.flat() };
}

/** All blocks, by key, with where each is used. */
export async function listBlocks(ctx: Ctx): Promise<Block[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const rows = await ctx.db.read.select().from(articleBlocks).orderBy(asc(articleBlocks.key));
  const blocks: Block[] = [];
  for (const [key, own] of Map.groupBy(rows, (row) => row.key)) {
    const used = await Promise.all(locales.map((locale) => listArticlesWithBlock(ctx.db.read, key, locale)));
    blocks.push({ key, texts: textsOf(own), usedIn: used.flat() });
  }
  return blocks;
}

const textsOf = (rows: (typeof articleBlocks.$inferSelect)[]): Partial<Record<Locale, BlockText>> =>
  Object.fromEntries(rows.map(({ locale, title, body, version }) => [locale, { title, body, version }]));
