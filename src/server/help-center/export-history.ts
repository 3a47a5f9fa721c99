import { asc, eq, like } from 'drizzle-orm';
import { articleActivity, articleBlocks, articleFiles } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { topicActivity } from './article-activity.ts';
import { fileIdsIn } from './article-file.ts';
import {
  writeActivity,
  writeFileList,
  writePeople,
  writeRevision,
  writeSavedBlock,
  writeState,
} from './history-folder.ts';
import { activityOf, historyOf } from './history.queries.ts';
import { put } from './put-file.ts';
import type { ArticleRow } from './revision.queries.ts';
import { findWriters, type NamedWriter } from './writers.ts';

/** What the files of a history name: people by mail address, and files by id. */
export interface Named {
  people: Map<string, string>;
  files: Set<string>;
}

const name = (named: Named, writers: Iterable<NamedWriter>): void => {
  for (const writer of writers) named.people.set(writer.email, writer.name);
};

/** Writes every text that one language of an article had, with who wrote, read and published it, and how it stands. */
export async function exportArticleHistory(ctx: Ctx, folder: string, article: ArticleRow, named: Named): Promise<void> {
  const { state, revisions, writers } = await historyOf(ctx.db.read, article);
  const at = `history/articles/${article.key}/${article.locale}`;
  await put(folder, `${at}/article.yaml`, writeState(state));
  for (const revision of revisions) {
    await put(folder, `${at}/${String(revision.number).padStart(4, '0')}.md`, writeRevision(revision));
    for (const file of fileIdsIn(revision.body)) named.files.add(file);
  }
  name(named, writers);
}

/**
 * Writes the rest of what is known: what happened to articles and topics, who saved blocks, where files were added, and the names of
 * all who stand in it.
 * @param named what the histories of articles name; gets what else there is
 */
export async function exportHistory(
  ctx: Ctx,
  folder: string,
  { keys, named }: { keys: Iterable<string>; named: Named },
): Promise<void> {
  const { read } = ctx.db;
  for (const key of new Set(keys)) {
    name(named, await exportActivity(ctx, folder, { key, path: `history/articles/${key}/activity.yaml` }));
  }
  const topics = await read
    .selectDistinct({ key: articleActivity.key })
    .from(articleActivity)
    .where(like(articleActivity.key, topicActivity('%')));
  for (const { key } of topics) {
    const id = key.slice(topicActivity('').length);
    name(named, await exportActivity(ctx, folder, { key, path: `history/categories/${id}.yaml` }));
  }
  name(named, await exportBlocks(ctx, folder));
  for (const file of await exportFileList(ctx, folder)) named.files.add(file);
  if (named.people.size > 0) await put(folder, 'history/people.yaml', writePeople(named.people));
}

async function exportActivity(
  ctx: Ctx,
  folder: string,
  { key, path }: { key: string; path: string },
): Promise<NamedWriter[]> {
  const { activity, writers } = await activityOf(ctx.db.read, key);
  if (activity.length > 0) await put(folder, path, writeActivity(activity));
  return writers;
}

async function exportBlocks(ctx: Ctx, folder: string): Promise<Iterable<NamedWriter>> {
  const blocks = await ctx.db.read.select().from(articleBlocks);
  const ids = blocks.flatMap(({ savedBy, absentSaver }) => savedBy ?? absentSaver ?? []);
  const writers = await findWriters(ctx.db.read, ids);
  for (const { key, locale, title, body, savedAt, savedBy, absentSaver } of blocks) {
    const email = writers.get(savedBy ?? absentSaver ?? '')?.email ?? null;
    await put(folder, `history/blocks/${locale}/${key}.md`, writeSavedBlock({ title, body, savedAt, savedBy: email }));
  }
  return writers.values();
}

/** Where files were added, shown in a text or not. */
async function exportFileList(ctx: Ctx, folder: string): Promise<string[]> {
  const rows = await ctx.db.read
    .select({ file: articleFiles.fileId, of: articleFiles.key, addedAt: articleFiles.createdAt })
    .from(articleFiles)
    .where(eq(articleFiles.owned, true))
    .orderBy(asc(articleFiles.key), asc(articleFiles.createdAt), asc(articleFiles.fileId));
  if (rows.length > 0) await put(folder, 'history/files.yaml', writeFileList(rows));
  return rows.map(({ file }) => file);
}
