import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared } from '#db/prepared.ts';
import { articles } from '#db/schema/help-center.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { Article } from './article.ts';
import { canReadArticle } from './article.policy.ts';
import { mayRead, type Audience } from './audience.ts';
import { readerOf } from './reader.queries.ts';

/** What lists show of an article. */
export interface ArticleHead extends Audience {
  key: string;
  locale: Locale;
  categoryId: string;
  title: string;
  summary: string;
  updatedOn: string;
  popular: number | null;
}

const byKey = prepared((db) =>
  db
    .select()
    .from(articles)
    .where(eq(articles.key, sql.placeholder('key'))),
);
const head = {
  key: articles.key,
  locale: articles.locale,
  categoryId: articles.categoryId,
  title: articles.title,
  summary: articles.summary,
  updatedOn: articles.updatedOn,
  popular: articles.popular,
  audience: articles.audience,
  segments: articles.segments,
  customerIds: articles.customerIds,
};
const listed = prepared((db) =>
  db
    .select(head)
    .from(articles)
    .where(eq(articles.status, 'published'))
    .orderBy(sql`${articles.popular} IS NULL`, asc(articles.popular), asc(articles.title)),
);
const listedInCategory = prepared((db) =>
  db
    .select(head)
    .from(articles)
    .where(and(eq(articles.status, 'published'), eq(articles.categoryId, sql.placeholder('categoryId'))))
    .orderBy(sql`${articles.popular} IS NULL`, asc(articles.popular), asc(articles.title)),
);
const listedByKey = prepared((db) =>
  db
    .select(head)
    .from(articles)
    .where(
      and(
        eq(articles.status, 'published'),
        sql`${articles.key} in (select value from json_each(${sql.placeholder('keys')}))`,
      ),
    ),
);
const published = prepared((db) => db.select().from(articles).where(eq(articles.status, 'published')));

/** Published articles the viewer may read, in one language, most asked first; those without a version in it come in another one. */
export async function listArticles(
  ctx: Ctx,
  filter: { locale: Locale; categoryId?: string | undefined },
): Promise<ArticleHead[]> {
  const { locale, categoryId } = filter;
  const reader = await readerOf(ctx);
  const rows =
    categoryId === undefined ? await listed(ctx.db.read) : await listedInCategory(ctx.db.read, { categoryId });
  return inLanguage(
    rows.filter((row) => mayRead(reader, row)),
    locale,
  );
}

/** Those of the articles with these keys that are published and the viewer may read, one version each. */
export async function listArticlesByKey(
  ctx: Ctx,
  { keys, locale }: { keys: readonly string[]; locale: Locale },
): Promise<ArticleHead[]> {
  if (keys.length === 0) return [];
  const [reader, rows] = await Promise.all([readerOf(ctx), listedByKey(ctx.db.read, { keys: JSON.stringify(keys) })]);
  return inLanguage(
    rows.filter((row) => mayRead(reader, row)),
    locale,
  );
}

/** One version per key: the asked language's where there is one. Keeps the order; other languages come last. */
function inLanguage<T extends { key: string; locale: Locale }>(rows: T[], locale: Locale): T[] {
  const own = rows.filter((row) => row.locale === locale);
  const known = new Set(own.map((row) => row.key));
  const others = rows.filter((row) => !known.has(row.key));
  const firstOf = new Map(others.toReversed().map((row) => [row.key, row]));
  return [...own, ...others.filter((row) => firstOf.get(row.key) === row)];
}

/** Every version of an article this viewer may read. */
export async function listVersions(ctx: Ctx, key: string): Promise<Article[]> {
  const [rows, reader] = await Promise.all([byKey(ctx.db.read, { key }), readerOf(ctx)]);
  return rows.filter((row) => canReadArticle(reader, row));
}

/** An article in the asked language, or else in the first language that has it; null when this viewer may read none. */
export async function findArticle(ctx: Ctx, { key, locale }: { key: string; locale: Locale }): Promise<Article | null> {
  const versions = await listVersions(ctx, key);
  return [locale, ...locales].map((each) => versions.find((version) => version.locale === each)).find(Boolean) ?? null;
}

/** Everything that is published, for whomever: search and assistant keep the audience beside it. */
export async function listPublishedArticles(ctx: Pick<Ctx, 'db'>): Promise<Article[]> {
  return published(ctx.db.read);
}

/** One version by its id, whatever its status; for subscribers. */
export async function getArticleById(db: Reader, id: string): Promise<Article | null> {
  const [row] = await db.select().from(articles).where(eq(articles.id, id));
  return row ?? null;
}
