import { and, desc, eq, inArray, max, sql } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { articles, categories } from '#db/schema/help-center.ts';
import { articleRevisions, articleSaves } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import { defaultLocale } from '#content/locales.ts';
import { readableName } from '#content/person-name.ts';
import type { Ctx } from '../context.ts';
import { getPeople } from '../identity/index.ts';
import { canWriteArticles } from './article.policy.ts';
import { contentOf, workingStates, writersIn, type ArticleAddress, type Content, type Revision } from './revision.ts';
import { findWriters } from './writers.ts';

type Db = DbReader | Tx;
export type ArticleRow = typeof articles.$inferSelect;

/** The article of an address, whatever its state. */
export async function findArticleRow(db: Db, { key, locale }: ArticleAddress): Promise<ArticleRow | null> {
  const [row] = await db
    .select()
    .from(articles)
    .where(and(eq(articles.key, key), eq(articles.locale, locale)));
  return row ?? null;
}

/** Every language's version of an article, whatever its state; what the others are translated from comes first. */
export const findVersionRows = (db: Db, key: string): Promise<ArticleRow[]> =>
  db
    .select()
    .from(articles)
    .where(eq(articles.key, key))
    .orderBy(sql`${articles.sourceLocale} is not null`, sql`${articles.locale} <> ${defaultLocale}`);

/** The text that is being worked on; an article has one at most. */
export async function findWorkingRevision(db: Db, articleId: string): Promise<Revision | null> {
  const [row] = await db
    .select()
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), inArray(articleRevisions.state, workingStates)));
  return row ?? null;
}

export async function findRevision(db: Db, articleId: string, number: number): Promise<Revision | null> {
  const [row] = await db
    .select()
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.number, number)));
  return row ?? null;
}

/** The number the next revision gets. */
export async function nextNumber(db: Db, articleId: string): Promise<number> {
  const [row] = await db
    .select({ number: articleRevisions.number })
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, articleId))
    .orderBy(desc(articleRevisions.number))
    .limit(1);
  return (row?.number ?? 0) + 1;
}

/** The last save an article had, in whatever text; 0 for none. */
export async function lastVersion(db: Db, articleId: string): Promise<number> {
  const [row] = await db
    .select({ version: max(articleRevisions.version) })
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, articleId));
  return row?.version ?? 0;
}

/** What an article's text was after one of its saves, or when a file published it; null when that is not kept. */
export async function findSave(db: Db, articleId: string, version: number): Promise<Content | null> {
  const [saved] = await db
    .select({ content: articleSaves.content })
    .from(articleSaves)
    .innerJoin(articleRevisions, eq(articleRevisions.id, articleSaves.revisionId))
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleSaves.version, version)));
  if (saved) return saved.content;
  const [row] = await db
    .select()
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.version, version)));
  return row ? contentOf(row) : null;
}

export async function findCategory(db: Db, id: string): Promise<typeof categories.$inferSelect | null> {
  const [row] = await db.select().from(categories).where(eq(categories.id, id));
  return row ?? null;
}

/** One text of an article by its number; null for those who do not write, and where there is none. */
export async function getRevision(
  ctx: Ctx,
  { number, ...address }: ArticleAddress & { number: number },
): Promise<Revision | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const article = await findArticleRow(ctx.db.read, address);
  return article && findRevision(ctx.db.read, article.id, number);
}

/** All texts of an article, newest first, for those who write. Empty for everyone else. */
export async function listRevisions(ctx: Ctx, address: ArticleAddress): Promise<Revision[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const article = await findArticleRow(ctx.db.read, address);
  if (!article) return [];
  return ctx.db.read
    .select()
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, article.id))
    .orderBy(desc(articleRevisions.number));
}

/**
 * Names of everybody who wrote, reviewed or did something, here or where the text came from, by their id; for those who write.
 */
export async function namesOfWriters(
  ctx: Ctx,
  revisions: readonly Revision[],
  activity: readonly { userId: string | null; absentId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  if (!canWriteArticles(ctx.viewer)) return new Map();
  const ids = [
    ...revisions.flatMap((revision) => Object.values(writersIn(revision))),
    ...activity.map(({ userId, absentId }) => userId ?? absentId),
  ].flatMap((id) => id ?? []);
  const { viewer } = ctx;
  const locale = viewer.kind === 'user' ? viewer.locale : 'ru';
  // Whoever was forgotten is still called something, in place of a name.
  const people = [...(await findWriters(ctx.db.read, ids)), ...(await getPeople(ctx.db.read, ids))];
  return new Map(people.map(([id, { name }]) => [id, readableName(name, locale)]));
}
