import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { categoriesSchema, type CategoryInput } from './article.schema.ts';
import { readArticleFile, readBlockFile, type ArticleDocument, type BlockDocument } from './article-folder.ts';
import type { FileInFolder } from './bring-files.ts';
import { readYaml } from './checked-yaml.ts';
import { readHistoryFolder, type HistoryFolder } from './read-history-folder.ts';
import { readText } from './read-history.ts';

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
  files: Map<string, FileInFolder>;
  refused: { path: string; why: string }[];
  /** What stands in `history/`; empty where somebody deleted it. */
  history: HistoryFolder;
}

/** Reads a folder that `exportArticles` or a person wrote. Links out of it are not followed. */
export async function readFolder(folder: string): Promise<ArticleFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/').replace(/^\//, ''));
  const isHistory = (path: string) => path.startsWith('history/');
  const history = await readHistoryFolder(
    folder,
    paths.filter((path) => isHistory(path) && /\.(md|yaml)$/.test(path)).sort(),
  );
  const refused = [...history.problems];
  const found: ArticleFolder = { categories: [], articles: [], blocks: [], files: new Map(), refused, history };
  for (const path of paths.filter((each) => !isHistory(each)).sort()) await take(folder, path, found);
  return found;
}

async function take(folder: string, path: string, found: ArticleFolder): Promise<void> {
  const full = join(folder, path);
  const refuse = (why: string) => found.refused.push({ path, why });
  const [, fileId, name] = /^files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([^/]+)$/.exec(path) ?? [];
  if (fileId !== undefined && name !== undefined) {
    found.files.set(fileId, { path: full, name });
    return;
  }
  if (path !== 'categories.yaml' && !path.endsWith('.md')) return;
  const source = await readText(folder, path);
  if (!source.ok) {
    refuse(source.problem.why);
    return;
  }
  if (path === 'categories.yaml') {
    const categories = readYaml(source.value, categoriesSchema);
    if (categories.ok) found.categories = categories.value.value;
    else refuse(categories.problem);
    return;
  }
  if (path.startsWith('blocks/')) {
    const block = readBlockFile(path, source.value);
    if (block.ok) found.blocks.push({ path, document: block.value });
    else refuse(block.problem);
    return;
  }
  const article = readArticleFile(path, source.value);
  if (article.ok) found.articles.push({ path, document: article.value });
  else refuse(article.problem);
}
