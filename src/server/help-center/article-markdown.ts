import { and, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { articles } from '#db/schema/help-center.ts';
import { localePath, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { articlePath } from './article.ts';
import { articleFilePath } from './article-file.ts';
import { findArticle, listArticles } from './article.queries.ts';
import { asAnyone } from './public-articles.ts';
import { expandBlocks } from './show-revision.ts';

const bodyOf = preparedOne((db) =>
  db
    .select({ body: articles.body })
    .from(articles)
    .where(
      and(
        eq(articles.key, sql.placeholder('key')),
        eq(articles.locale, sql.placeholder('locale')),
        eq(articles.status, 'published'),
      ),
    ),
);

export interface MarkdownArticle {
  key: string;
  categoryId: string;
  title: string;
  summary: string;
  updatedOn: string;
  /** As it was written; links to articles lead to their Markdown within this site. */
  body: string;
}

/** An article as it was written, for programs that read; null where anyone may not read it in exactly this language. */
export async function getArticleMarkdown(
  ctx: Ctx,
  { key, locale }: { key: string; locale: Locale },
): Promise<MarkdownArticle | null> {
  const anyone = asAnyone(ctx, locale);
  const article = await findArticle(anyone, { key, locale });
  if (article?.locale !== locale) return null;
  const [written, heads] = await Promise.all([bodyOf(ctx.db.read, { key, locale }), listArticles(anyone, { locale })]);
  if (!written) return null;
  const paths = new Map(heads.map((head) => [head.key, markdownPath(locale, head.categoryId, head.key)]));
  const { categoryId, title, summary, updatedOn } = article;
  return {
    key,
    categoryId,
    title,
    summary,
    updatedOn,
    body: withAddresses(await expandBlocks(ctx.db.read, written.body, locale), paths),
  };
}

/** Where an article is read as Markdown. */
export const markdownPath = (locale: Locale, categoryId: string, key: string): string =>
  `${localePath(locale, articlePath(categoryId, key))}.md`;

/**
 * `[words](article:key)` and `[words]: article:key` get an address; a link to what is not public keeps its words only, since a key
 * says what the article is about. Files get theirs. Comments are for those who write.
 */
const withAddresses = (markdown: string, paths: ReadonlyMap<string, string>): string =>
  markdown
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/^ {0,3}\[([^\]]+)\]:\s*<?article:([a-z0-9-]+)>?.*$/gm, (_, name: string, key: string) => {
      const path = paths.get(key);
      return path === undefined ? '' : `[${name}]: ${path}`;
    })
    .replace(/\[([^\]]*)\]\(\s*<?article:([a-z0-9-]+)>?(?:\s[^)]*)?\)/g, (_, words: string, key: string) => {
      const path = paths.get(key);
      return path === undefined ? words : `[${words}](${path})`;
    })
    .replace(/\]\(\s*<?file:([0-9a-f-]{36})>?/g, (_, id: string) => `](${articleFilePath(id)}`);
