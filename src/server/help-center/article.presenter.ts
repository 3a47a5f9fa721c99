import { localePath, type Locale } from '#content/locales.ts';
import { articlePath, readingMinutes, type Article, type Heading } from './article.ts';
import type { ArticleHead } from './article.queries.ts';
import type { Category } from './category.queries.ts';

/** A link to an article, as lists show it. */
export interface ArticleLink {
  key: string;
  title: string;
  summary: string;
  /** Language of the title; another than the reader's is said. */
  locale: Locale;
  href: string;
  updatedOn: string;
}

/** An article as a page shows it. */
export interface ArticleView {
  key: string;
  /** Language it is written in. */
  locale: Locale;
  /** True when it does not exist in the reader's language. */
  isFallback: boolean;
  title: string;
  summary: string;
  /** Sanitized; safe for `set:html` after its headings and callouts are drawn. */
  html: string;
  headings: Heading[];
  updatedOn: string;
  /** Number of the revision that is shown: a vote says which one was read. */
  revision: number;
  /** The day somebody last made sure that it is true; null where nobody has yet. */
  verifiedOn: string | null;
  /** Readers doubt it, and somebody checks it. */
  underReview: boolean;
  minutes: number;
  category: CategoryLink;
  href: string;
  /** The same article in each language it exists in. */
  versions: Partial<Record<Locale, string>>;
  related: ArticleLink[];
  previous: ArticleLink | null;
  next: ArticleLink | null;
}

export interface CategoryLink {
  id: string;
  icon: string;
  title: string;
  summary: string;
  /** Null for those at the top. */
  parentId: string | null;
  /** Counted from one at the top. */
  depth: number;
  href: string;
}

/** A link within the reader's language, whatever language the article is in. */
export const presentLink = (article: ArticleHead, reader: Locale): ArticleLink => ({
  key: article.key,
  title: article.title,
  summary: article.summary,
  locale: article.locale,
  href: localePath(reader, articlePath(article.categoryId, article.key)),
  updatedOn: article.updatedOn,
});

export const presentCategory = (category: Category, reader: Locale): CategoryLink => {
  const { id, icon, title, summary, parentId, depth } = category;
  return { id, icon, title, summary, parentId, depth, href: localePath(reader, `/help/${id}`) };
};

interface Around {
  reader: Locale;
  category: Category;
  versions: Article[];
  /** Articles beside it, and those it leads to, in the reader's language. */
  heads: ArticleHead[];
}

export function presentArticle(article: Article, { reader, category, versions, heads }: Around): ArticleView {
  const byKey = new Map(heads.map((head) => [head.key, head]));
  const neighbors = heads.filter((head) => head.categoryId === article.categoryId);
  const place = neighbors.findIndex((head) => head.key === article.key);
  const link = (head: ArticleHead | undefined) => (head ? presentLink(head, reader) : null);
  const path = articlePath(article.categoryId, article.key);
  return {
    key: article.key,
    locale: article.locale,
    isFallback: article.locale !== reader,
    title: article.title,
    summary: article.summary,
    html: resolveLinks(article.html, (key) => link(byKey.get(key))?.href ?? null),
    headings: article.headings,
    updatedOn: article.updatedOn,
    revision: article.revision,
    verifiedOn: article.verifiedOn,
    underReview: article.underReviewAt !== null,
    minutes: readingMinutes(article.text),
    category: presentCategory(category, reader),
    href: localePath(reader, path),
    versions: Object.fromEntries(versions.map(({ locale }) => [locale, localePath(locale, path)])),
    related: article.related.flatMap((key) => link(byKey.get(key)) ?? []),
    previous: place > 0 ? link(neighbors[place - 1]) : null,
    next: place >= 0 ? link(neighbors[place + 1]) : null,
  };
}

/** Keys of the articles a text links to. */
export const linkedKeys = (html: string): string[] =>
  [...html.matchAll(/<a href="article:([^"]*)">/g)].map((match) => match[1] ?? '');

/** Links written as `article:key` get their address; a link to what is not public becomes plain text. */
export const resolveLinks = (html: string, hrefOf: (key: string) => string | null): string =>
  html.replace(/<a href="article:([^"]*)">(.*?)<\/a>/gs, (_, key: string, text: string) => {
    const href = hrefOf(key);
    return href === null ? text : `<a href="${href}">${text}</a>`;
  });
