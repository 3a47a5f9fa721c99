import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { categoriesSchema, type CategoryInput } from './article.schema.ts';
import { readArticleFile, readBlockFile, type ArticleDocument, type BlockDocument } from './article-folder.ts';

/** Bytes of one Markdown file; a body has 100 000 characters at most. */
const MAX_BYTES = 1024 * 1024;

export interface Found<T> {
  path: string;
  document: T;
}

/** What a folder of articles holds, and what in it is none. */
export interface ArticleFolder {
  categories: CategoryInput[];
  articles: Found<ArticleDocument>[];
  blocks: Found<BlockDocument>[];
  /** Bytes of pictures and attachments by the id that texts name. */
  files: Map<string, { path: string; name: string }>;
  refused: { path: string; why: string }[];
}

/** Reads a folder that `exportArticles` or a person wrote. Links out of it are not followed. */
export async function readFolder(folder: string): Promise<ArticleFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: ArticleFolder = { categories: [], articles: [], blocks: [], files: new Map(), refused: [] };
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/').replace(/^\//, ''));
  for (const path of paths.sort()) await take(folder, path, found);
  return found;
}

async function take(folder: string, path: string, found: ArticleFolder): Promise<void> {
  const full = join(folder, path);
  const refuse = (why: string) => found.refused.push({ path, why });
  const [, fileId, name] = /^files\/([0-9a-f-]{36})\/([^/]+)$/.exec(path) ?? [];
  if (fileId !== undefined && name !== undefined) {
    found.files.set(fileId, { path: full, name });
    return;
  }
  if (path !== 'categories.yaml' && !path.endsWith('.md')) return;
  if ((await stat(full)).size > MAX_BYTES) {
    refuse('is larger than 1 MB');
    return;
  }
  const source = await readFile(full, 'utf8');
  if (path === 'categories.yaml') {
    const categories = readCategories(source);
    if (Array.isArray(categories)) found.categories = categories;
    else refuse(categories);
    return;
  }
  if (path.startsWith('blocks/')) {
    const block = readBlockFile(path, source);
    if (block.ok) found.blocks.push({ path, document: block.value });
    else refuse(block.problem);
    return;
  }
  const article = readArticleFile(path, source);
  if (article.ok) found.articles.push({ path, document: article.value });
  else refuse(article.problem);
}

function readCategories(source: string): CategoryInput[] | string {
  try {
    const parsed = categoriesSchema.safeParse(parse(source));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error).replaceAll('\n', ' ');
  } catch (error) {
    return error instanceof Error ? error.message : 'is no YAML';
  }
}
