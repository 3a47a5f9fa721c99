import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { articles } from '#db/schema/help-center.ts';
import { defaultLocale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { PROJECT_ROOT } from '../platform/project-root.ts';
import { articleHeadSchema, categoriesSchema, publishedArticleSchema } from './article.schema.ts';
import { publishWithin, putCategories } from './publish-article.ts';
import { renderMarkdown } from '../platform/render-markdown.ts';

const CONTENT = fileURLToPath(new URL('src/content/articles', PROJECT_ROOT));

export type ArticleFile = z.output<typeof publishedArticleSchema>;

/**
 * Publishes the articles that come with the application, where the database has none of that key and language yet: content is
 * seeded, then the database is the truth.
 */
export async function seedHelpCenter(ctx: Ctx<SystemViewer>, folder = CONTENT): Promise<{ published: number }> {
  const { categories, files } = await readContent(folder);
  return ctx.db.write(async (tx) => {
    await putCategories(tx, categories);
    const rows = await tx.select({ key: articles.key, locale: articles.locale }).from(articles);
    const known = new Set(rows.map(({ key, locale }) => `${key}:${locale}`));
    const missing = files.filter(({ key, locale }) => !known.has(`${key}:${locale}`));
    for (const file of missing) {
      const published = await publishWithin(ctx, tx, file);
      if (!published.ok) throw new Error(`${file.locale}/${file.key}: ${published.error.message}`);
    }
    return { published: missing.length };
  });
}

/**
 * Reads and checks src/content/articles.
 * @throws Error naming the file and what is wrong with it, also for links that lead nowhere.
 */
export async function readContent(folder = CONTENT) {
  const categories = categoriesSchema.parse(parse(await readFile(join(folder, 'categories.yaml'), 'utf8')));
  const paths = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    paths
      .filter((path) => path.endsWith('.md'))
      .sort((a, b) => Number(isOriginal(b)) - Number(isOriginal(a)) || a.localeCompare(b))
      .map((path) => readArticle(folder, path)),
  );
  for (const file of files) {
    const inLocale = new Set(files.filter(({ locale }) => locale === file.locale).map(({ key }) => key));
    const lost = [...file.related, ...renderMarkdown(file.body).links].filter((key) => !inLocale.has(key));
    if (lost.length > 0)
      throw new Error(`${file.locale}/${file.key}.md links to ${lost.join(', ')}, which does not exist`);
    if (!categories.some(({ id }) => id === file.categoryId))
      throw new Error(`${file.key}.md: no category ${file.categoryId}`);
  }
  return { categories, files };
}

/** What the other languages are translated from is published before them. */
const isOriginal = (path: string): boolean => path.startsWith(`${defaultLocale}/`);

async function readArticle(folder: string, path: string): Promise<ArticleFile> {
  const source = await readFile(join(folder, path), 'utf8');
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  if (!parts) throw new Error(`${path}: begins with "---", its head, "---"`);
  const [locale, categoryId] = relative('.', path).split('/');
  const head = articleHeadSchema.safeParse(parse(parts[1] ?? ''));
  if (!head.success) throw new Error(`${path}: ${z.prettifyError(head.error)}`);
  const article = publishedArticleSchema.safeParse({
    ...head.data,
    key: basename(path, '.md'),
    locale,
    categoryId,
    body: parts[2]?.trim(),
  });
  if (!article.success) throw new Error(`${path}: ${z.prettifyError(article.error)}`);
  return article.data;
}
