import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asc } from 'drizzle-orm';
import { stringify } from 'yaml';
import { articleBlocks, articles, categories } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { getFiles, readFile } from '../files/index.ts';
import { getPeople } from '../identity/index.ts';
import { canWriteArticles } from './article.policy.ts';
import { fileIdsIn } from './article-file.ts';
import { filesIn } from './article-files.queries.ts';
import { writeArticle, writeBlock, type ArticleDocument } from './article-folder.ts';
import { inTreeOrder } from './category-tree.ts';
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
 * is shown (or as it is being written, where it never was), blocks, and the files they show. Nothing there is removed.
 */
export async function exportArticles(ctx: Ctx, folder: string): Promise<Exported> {
  if (!canWriteArticles(ctx.viewer)) throw new Error('only those who write articles export them');
  const { read } = ctx.db;
  await put(folder, 'categories.yaml', await categoriesYaml(ctx));
  const rows = await read.select().from(articles).orderBy(asc(articles.key), asc(articles.locale));
  const owners = await getPeople(
    read,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const bodies: string[] = [];
  for (const row of rows) {
    const document = await documentOf(ctx, row, owners.get(row.ownerId ?? '')?.email ?? null);
    await put(folder, `${row.locale}/${row.categoryId}/${row.key}.md`, writeArticle(document));
    bodies.push(document.body);
  }
  const blocks = await read.select().from(articleBlocks);
  for (const block of blocks) {
    await put(folder, `blocks/${block.locale}/${block.key}.md`, writeBlock(block));
    bodies.push(block.body);
  }
  return { articles: rows.length, blocks: blocks.length, ...(await exportFiles(ctx, folder, bodies)) };
}

/** One language of an article as its file says it. */
export async function documentOf(
  ctx: Pick<Ctx, 'db'>,
  row: ArticleRow,
  owner: string | null,
): Promise<ArticleDocument> {
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

async function exportFiles(
  ctx: Ctx,
  folder: string,
  bodies: readonly string[],
): Promise<{ files: number; lost: string[] }> {
  const known = new Set<string>();
  for (const body of bodies) for (const id of (await filesIn(ctx.db.read, body)).keys()) known.add(id);
  const stored = await getFiles(ctx, [...known]);
  const lost = [...new Set(bodies.flatMap(fileIdsIn))].filter((id) => !stored.has(id));
  let files = 0;
  for (const file of stored.values()) {
    const bytes = await readFile(ctx, file);
    if (!bytes) {
      lost.push(file.id);
      continue;
    }
    const path = join(folder, 'files', file.id, file.name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(bytes, createWriteStream(path));
    files++;
  }
  return { files, lost };
}

async function put(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
