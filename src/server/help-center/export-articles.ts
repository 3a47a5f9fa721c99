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
import { exportHistory } from './export-history.ts';
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
  const rows = await read.select().from(articles).orderBy(asc(articles.key), asc(articles.locale));
  const owners = await findWriters(
    read,
    rows.flatMap(({ ownerId, absentOwner }) => ownerId ?? absentOwner ?? []),
  );
  const shown = new Set<string>();
  for (const row of rows) {
    const document = await documentOf(ctx, row, owners.get(row.ownerId ?? row.absentOwner ?? '')?.email ?? null);
    await put(folder, `${row.locale}/${row.categoryId}/${row.key}.md`, writeArticle(document));
    for (const id of fileIdsIn(document.body)) shown.add(id);
  }
  const blocks = await read.select().from(articleBlocks).orderBy(asc(articleBlocks.key), asc(articleBlocks.locale));
  for (const block of blocks) {
    await put(folder, `blocks/${block.locale}/${block.key}.md`, writeBlock(block));
    for (const id of fileIdsIn(block.body)) shown.add(id);
  }
  const kept = history ? await exportHistory(ctx, folder) : new Set<string>();
  return { articles: rows.length, blocks: blocks.length, ...(await exportFiles(ctx, folder, shown, kept)) };
}

/** One language of an article as its file says it. */
async function documentOf(ctx: Pick<Ctx, 'db'>, row: ArticleRow, owner: string | null): Promise<ArticleDocument> {
  const isShown = row.revision > 0;
  const content = contentOf(isShown ? row : ((await findWorkingRevision(ctx.db.read, row.id)) ?? row));
  const { key, locale, categoryId, related, updatedOn, popular, audience, segments, customerIds, tags } = row;
  const { verifyEveryDays, expiresAt } = row;
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
