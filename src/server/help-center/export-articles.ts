import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asc, eq } from 'drizzle-orm';
import { stringify } from 'yaml';
import { articleBlocks, articleFiles, articles, categories } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { getFiles, readFile } from '../files/index.ts';
import { canWriteArticles } from './article.policy.ts';
import { fileIdsIn } from './article-file.ts';
import { writeArticle, writeBlock, type ArticleDocument } from './article-folder.ts';
import { inTreeOrder } from './category-tree.ts';
import { exportArticleHistory, exportHistory, type Named } from './export-history.ts';
import { put } from './put-file.ts';
import { findWriters } from './writers.ts';
import { findWorkingRevision, type ArticleRow } from './revision.queries.ts';
import { contentOf } from './revision.ts';

export interface Exported {
  articles: number;
  blocks: number;
  files: number;
  /** Ids of files that texts show and storage has lost. */
  lost: string[];
}

/**
 * Writes the whole help center into a folder in the format of src/content/articles: topics, each language of each article as it
 * is shown (or as it is being written, where it never was), blocks, the files they show, and in `history/` everything else that is
 * known of them. Nothing there is removed.
 */
export async function exportArticles(ctx: Ctx, folder: string, { history = true } = {}): Promise<Exported> {
  if (!canWriteArticles(ctx.viewer)) throw new Error('only those who write articles export them');
  const { read } = ctx.db;
  await put(folder, 'categories.yaml', await categoriesYaml(ctx));
  const addresses = await read
    .select({ id: articles.id, key: articles.key })
    .from(articles)
    .orderBy(asc(articles.key), asc(articles.locale));
  const shown = new Set<string>();
  const named: Named = { people: new Map(), files: new Set() };
  let count = 0;
  for (const { id } of addresses) {
    // One at a time: all texts of all articles are more than memory need hold, and what readers are shown and its history have
    // to be of one moment while somebody publishes.
    const [row] = await read.select().from(articles).where(eq(articles.id, id));
    if (!row) continue;
    const document = await documentOf(ctx, row);
    if (history) await exportArticleHistory(ctx, folder, row, named);
    await put(folder, `${row.locale}/${row.categoryId}/${row.key}.md`, writeArticle(document));
    for (const file of fileIdsIn(document.body)) shown.add(file);
    count++;
  }
  const blocks = await read.select().from(articleBlocks).orderBy(asc(articleBlocks.key), asc(articleBlocks.locale));
  for (const block of blocks) {
    await put(folder, `blocks/${block.locale}/${block.key}.md`, writeBlock(block));
    for (const id of fileIdsIn(block.body)) shown.add(id);
  }
  if (history) await exportHistory(ctx, folder, { keys: addresses.map(({ key }) => key), named });
  return { articles: count, blocks: blocks.length, ...(await exportFiles(ctx, folder, shown, named.files)) };
}

/** One language of an article as its file says it. */
async function documentOf({ db }: Pick<Ctx, 'db'>, row: ArticleRow): Promise<ArticleDocument> {
  const isShown = row.revision > 0;
  const content = contentOf(isShown ? row : ((await findWorkingRevision(db.read, row.id)) ?? row));
  const { key, locale, categoryId, related, updatedOn, popular, audience, segments, customerIds, tags } = row;
  const { verifyEveryDays, expiresAt } = row;
  const answers = row.ownerId ?? row.absentOwner;
  const owner = answers === null ? null : ((await findWriters(db.read, [answers])).get(answers)?.email ?? null);
  const status = row.status === 'published' || row.status === 'archived' ? row.status : 'draft';
  return {
    ...content,
    ...{ key, locale, categoryId, related, updatedOn, popular, audience, segments, customerIds, tags },
    ...{ owner, verifyEveryDays, expiresAt, status },
  };
}

async function categoriesYaml(ctx: Ctx): Promise<string> {
  const rows = inTreeOrder(await ctx.db.read.select().from(categories));
  const list = rows.map(({ id, icon, title, summary, parentId, phrases, reviewed }) => ({
    ...{ id, icon, title, summary },
    ...(parentId === null ? {} : { parent: parentId }),
    ...(Object.values(phrases).some((each) => each.length > 0) ? { phrases } : {}),
    ...(reviewed ? { reviewed } : {}),
  }));
  return stringify(list, { lineWidth: 0 });
}

/**
 * @param shown ids in texts that are shown or written now
 * @param kept ids that only the history needs; bytes that are gone are no loss to readers
 */
async function exportFiles(
  ctx: Ctx,
  folder: string,
  shown: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): Promise<{ files: number; lost: string[] }> {
  const lost: string[] = [];
  let files = 0;
  for (const id of new Set([...shown, ...kept])) {
    const [row] = await ctx.db.read.select().from(articleFiles).where(eq(articleFiles.fileId, id)).limit(1);
    // What a text names and is no file of an article is nobody's to take along.
    const file = row && (await getFiles(ctx, [id])).get(id);
    const bytes = file && (await readFile(ctx, file));
    if (!bytes) {
      if (shown.has(id)) lost.push(id);
      continue;
    }
    const path = join(folder, 'files', file.id, file.name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(bytes, createWriteStream(path));
    files++;
  }
  return { files, lost };
}
