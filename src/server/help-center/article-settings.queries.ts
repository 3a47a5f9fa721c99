import { asc, sql } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { listSegments } from '../customers/index.ts';
import { listStaff, systemViewer } from '../identity/index.ts';
import { canOwnArticles, canWriteArticles } from './article.policy.ts';
import { settingsOf, type ArticleSettings } from './article-settings.ts';
import type { ArticleStatus } from './article.ts';
import { findVersionRows } from './revision.queries.ts';

/** An article to choose, whatever its state. */
export interface ArticleChoice {
  key: string;
  title: string;
}

export interface EditedSettings extends ArticleSettings {
  key: string;
  settingsVersion: number;
  title: string;
  versions: { locale: Locale; status: ArticleStatus }[];
}

/** What all languages of an article share, for those who write; null where there is none. */
export async function getArticleSettings(ctx: Ctx, key: string, locale: Locale): Promise<EditedSettings | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const rows = await findVersionRows(ctx.db.read, key);
  const versions = locales.flatMap((each) => rows.filter((row) => row.locale === each));
  const [first] = versions;
  if (!first) return null;
  const title = (rows.find((row) => row.locale === locale) ?? first).title;
  return {
    ...settingsOf(first),
    ...{ key, settingsVersion: first.settingsVersion, title },
    versions: versions.map((row) => ({ locale: row.locale, status: row.status })),
  };
}

/** Tags in use, in the order of the alphabet. */
export async function listTags(ctx: Ctx): Promise<string[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const rows = await ctx.db.read.selectDistinct({ tags: articles.tags }).from(articles);
  return [...new Set(rows.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
}

/** Who may answer for an article. */
export async function listArticleOwners(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  return (await listStaff(ctx)).filter(canOwnArticles).map(({ id, name }) => ({ id, name }));
}

/** Segments an article can be for: keys only, which editors may know although customers are not theirs to see. */
export async function listArticleSegments(ctx: Ctx): Promise<string[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  return listSegments({ ...ctx, viewer: systemViewer('segments to choose from for articles') });
}

/** Articles by key, or with the words in their title in any language; one title a key, the asked language's first. */
export async function listArticleChoices(
  ctx: Ctx,
  {
    locale,
    keys = [],
    find = '',
    limit = 20,
  }: { locale: Locale; keys?: readonly string[]; find?: string; limit?: number },
): Promise<ArticleChoice[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select({ key: articles.key, locale: articles.locale, title: articles.title, status: articles.status })
    .from(articles)
    .orderBy(sql`${articles.locale} <> ${locale}`, asc(articles.title));
  const titles = new Map(rows.toReversed().map(({ key, title }) => [key, title]));
  const words = find.toLowerCase().split(/\s+/u).filter(Boolean);
  const isFound = (title: string) => words.length > 0 && words.every((word) => title.toLowerCase().includes(word));
  const found = rows.filter(({ title, status }) => status !== 'archived' && isFound(title)).map(({ key }) => key);
  const chosen = [...new Set([...keys, ...found.slice(0, limit)])];
  return chosen.flatMap((key) => {
    const title = titles.get(key);
    return title === undefined ? [] : [{ key, title }];
  });
}
