import { asc, eq, like } from 'drizzle-orm';
import { articleActivity, articleBlocks, articleFiles, articles } from '#db/schema/help-center.ts';
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
import { findWriters, type NamedWriter } from './writers.ts';

/**
 * Writes what is known of articles, topics and blocks beside what readers see: every text with who wrote, read and published it, what
 * happened, how it stands. People stand in it by mail address, their names in one list.
 * @returns ids of the files that it needs
 */
export async function exportHistory(ctx: Ctx, folder: string): Promise<Set<string>> {
  const { read } = ctx.db;
  const names = new Map<string, string>();
  const name = (writers: Iterable<NamedWriter>) => {
    for (const writer of writers) names.set(writer.email, writer.name);
  };
  const files = new Set<string>();
  const addresses = await read
    .select({ id: articles.id, key: articles.key })
    .from(articles)
    .orderBy(asc(articles.key), asc(articles.locale));
  for (const { id } of addresses) {
    // One article at a time: all texts of all articles are more than memory need hold.
    const [article] = await read.select().from(articles).where(eq(articles.id, id));
    if (!article) continue;
    const { state, revisions, writers } = await historyOf(read, article);
    const at = `history/articles/${article.key}/${article.locale}`;
    await put(folder, `${at}/article.yaml`, writeState(state));
    for (const revision of revisions) {
      await put(folder, `${at}/${String(revision.number).padStart(4, '0')}.md`, writeRevision(revision));
      for (const file of fileIdsIn(revision.body)) files.add(file);
    }
    name(writers);
  }
  for (const key of new Set(addresses.map((each) => each.key))) {
    name(await exportActivity(ctx, folder, { key, path: `history/articles/${key}/activity.yaml` }));
  }
  const topics = await read
    .selectDistinct({ key: articleActivity.key })
    .from(articleActivity)
    .where(like(articleActivity.key, topicActivity('%')));
  for (const { key } of topics) {
    const id = key.slice(topicActivity('').length);
    name(await exportActivity(ctx, folder, { key, path: `history/categories/${id}.yaml` }));
  }
  name(await exportBlocks(ctx, folder));
  for (const file of await exportFileList(ctx, folder)) files.add(file);
  if (names.size > 0) await put(folder, 'history/people.yaml', writePeople(names));
  return files;
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
