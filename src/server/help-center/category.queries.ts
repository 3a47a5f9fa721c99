import { asc, count } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { prepared } from '#db/prepared.ts';
import { articles, categories } from '#db/schema/help-center.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';
import { inTreeOrder, pathUp, withBelow } from './category-tree.ts';

export interface Category {
  id: string;
  icon: string;
  title: string;
  summary: string;
  /** Null for those at the top. */
  parentId: string | null;
  /** Counted from one at the top. */
  depth: number;
  /** What customers call it. */
  phrases: string[];
}

/** A topic as those who write see it. */
export interface EditedCategory {
  id: string;
  icon: string;
  title: Record<string, string>;
  summary: Record<string, string>;
  parentId: string | null;
  depth: number;
  phrases: Record<string, string[]>;
  reviewed: boolean;
  version: number;
  /** Articles in it, in whatever state; translations count once. */
  articles: number;
  /** It holds nothing, and nothing stands below it. */
  removable: boolean;
}

const allCategories = prepared((db) => db.select().from(categories).orderBy(asc(categories.position)));

/** The topics in one language, each followed by what is below it. */
export async function listCategories(ctx: Ctx, locale: Locale): Promise<Category[]> {
  const rows = inTreeOrder(await allCategories(ctx.db.read));
  return rows.map(({ id, icon, title, summary, parentId, depth, phrases }) => ({
    ...{ id, icon, parentId, depth },
    title: title[locale] ?? id,
    summary: summary[locale] ?? '',
    phrases: phrases[locale] ?? [],
  }));
}

/** All topics with both languages and how much they hold; empty for those who do not write. */
export async function listEditedCategories(ctx: Ctx): Promise<EditedCategory[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const held = ctx.db.read
    .selectDistinct({ key: articles.key, categoryId: articles.categoryId })
    .from(articles)
    .as('held');
  const [rows, counts] = await Promise.all([
    allCategories(ctx.db.read),
    ctx.db.read.select({ id: held.categoryId, articles: count() }).from(held).groupBy(held.categoryId),
  ]);
  const byId = new Map(counts.map((row) => [row.id, row.articles]));
  return inTreeOrder(rows).map((row) => {
    const { id, icon, title, summary, parentId, depth, phrases, reviewed, version } = row;
    const holds = byId.get(id) ?? 0;
    const removable = holds === 0 && withBelow(rows, id).length === 1;
    return { id, icon, title, summary, parentId, depth, phrases, reviewed, version, articles: holds, removable };
  });
}

/** What customers call each topic in their own words, with what they call those above it: topic → language → phrases. */
export async function phrasesOfTopics(db: DbReader): Promise<(id: string, locale: Locale) => string[]> {
  const rows = await allCategories(db);
  const made = new Map(
    rows.map(({ id }) => {
      const above = pathUp(rows, id);
      return [
        id,
        Object.fromEntries(locales.map((each) => [each, above.flatMap(({ phrases }) => phrases[each] ?? [])])),
      ];
    }),
  );
  return (id, locale) => made.get(id)?.[locale] ?? [];
}
