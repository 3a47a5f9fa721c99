import { localePath, locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { withBelow } from './category-tree.ts';
import { articlePath } from './article.ts';
import {
  linkedKeys,
  presentArticle,
  presentCategory,
  presentLink,
  type ArticleLink,
  type ArticleView,
  type CategoryLink,
} from './article.presenter.ts';
import { findArticle, listArticles, listArticlesByKey, listVersions } from './article.queries.ts';
import { listCategories } from './category.queries.ts';

/**
 * An article for a reader of one language. Where it does not exist in that language it comes in another one and says so
 * (`isFallback`). Null when there is none this viewer may read.
 */
export async function getArticle(
  ctx: Ctx,
  { key, locale }: { key: string; locale: Locale },
): Promise<ArticleView | null> {
  const article = await findArticle(ctx, { key, locale });
  if (!article) return null;
  const { categoryId } = article;
  // What it leads to, and what stands beside it: a help center of ten thousand articles is not read for one.
  const keys = [...article.related, ...linkedKeys(article.html)];
  const [categories, versions, beside, linked] = await Promise.all([
    listCategories(ctx, locale),
    listVersions(ctx, key),
    listArticles(ctx, { locale, categoryId }),
    listArticlesByKey(ctx, { locale, keys }),
  ]);
  const heads = [...beside, ...linked.filter((head) => head.categoryId !== categoryId)];
  const category = categories.find(({ id }) => id === article.categoryId);
  if (!category) return null;
  return presentArticle(article, { reader: locale, category, versions, heads });
}

export interface CategoryView extends CategoryLink {
  /** In the reader's language. */
  articles: ArticleLink[];
  /** Those that only exist in another one. */
  elsewhere: ArticleLink[];
  /** Articles in it and in what is below it. */
  total: number;
}

/** All topics with their articles, each followed by what is below it. */
export async function getHelpCenter(ctx: Ctx, locale: Locale): Promise<CategoryView[]> {
  const [categories, heads] = await Promise.all([listCategories(ctx, locale), listArticles(ctx, { locale })]);
  const counts = new Map([...Map.groupBy(heads, (head) => head.categoryId)].map(([id, own]) => [id, own.length]));
  const placed = categories.map((category, position) => ({ ...category, position }));
  return categories.map((category) => {
    const links = heads.filter((head) => head.categoryId === category.id).map((head) => presentLink(head, locale));
    return {
      ...presentCategory(category, locale),
      articles: links.filter((link) => link.locale === locale),
      elsewhere: links.filter((link) => link.locale !== locale),
      total: withBelow(placed, category.id).reduce((sum, id) => sum + (counts.get(id) ?? 0), 0),
    };
  });
}

/** What is asked most often: as editors chose it. */
export async function listPopularArticles(ctx: Ctx, locale: Locale, limit: number): Promise<ArticleLink[]> {
  const heads = await listArticles(ctx, { locale });
  return heads
    .filter((head) => head.popular !== null && head.locale === locale)
    .slice(0, limit)
    .map((head) => presentLink(head, locale));
}

/** Addresses of everything public, per language, with the day it last changed; for sitemap.xml. */
export async function listPublicAddresses(
  ctx: Ctx,
): Promise<{ versions: Partial<Record<Locale, string>>; updatedOn: string | null }[]> {
  const everywhere = (path: string) => Object.fromEntries(locales.map((locale) => [locale, localePath(locale, path)]));
  const [categories, ...perLocale] = await Promise.all([
    listCategories(ctx, 'ru'),
    ...locales.map((locale) => listArticles(ctx, { locale })),
  ]);
  const found = new Map<string, { versions: Partial<Record<Locale, string>>; updatedOn: string }>();
  // Whoever asks: an address is no secret, but what is not for everyone does not belong among addresses for search engines.
  for (const head of perLocale.flat().filter(({ audience }) => audience === 'public')) {
    const known = found.get(head.key) ?? { versions: {}, updatedOn: head.updatedOn };
    known.versions[head.locale] = localePath(head.locale, articlePath(head.categoryId, head.key));
    if (head.updatedOn > known.updatedOn) known.updatedOn = head.updatedOn;
    found.set(head.key, known);
  }
  return [
    ...['/', '/help', ...categories.map(({ id }) => `/help/${id}`)].map((path) => ({
      versions: everywhere(path),
      updatedOn: null,
    })),
    ...found.values(),
  ];
}
