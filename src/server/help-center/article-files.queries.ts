import { asc, eq, inArray } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { articleFiles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { getFile, type StoredFile } from '../files/index.ts';
import { articleFilePath, fileIdsIn, type ArticleFile } from './article-file.ts';
import { canWriteArticles } from './article.policy.ts';
import { listVersions } from './article.queries.ts';
import { mayRead } from './audience.ts';
import { isFileFor, ownersOfFiles } from './file-owners.ts';
import { readerOf } from './reader.queries.ts';

const shown = {
  id: articleFiles.fileId,
  name: articleFiles.name,
  mediaType: articleFiles.mediaType,
  size: articleFiles.size,
  width: articleFiles.width,
  height: articleFiles.height,
};

/** Those of the files a text names that are files of articles; nothing else that is stored can be shown by naming it. */
export async function filesIn(db: DbReader | Tx, body: string): Promise<Map<string, ArticleFile>> {
  const ids = fileIdsIn(body);
  if (ids.length === 0) return new Map();
  const rows = await db.select(shown).from(articleFiles).where(inArray(articleFiles.fileId, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Pictures and attachments of an article, for those who write; oldest first. */
export async function listArticleFiles(ctx: Ctx, key: string): Promise<ArticleFile[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  return ctx.db.read
    .select(shown)
    .from(articleFiles)
    .where(eq(articleFiles.key, key))
    .orderBy(asc(articleFiles.createdAt), asc(articleFiles.fileId));
}

/**
 * A file for whoever may read an article that shows it and one it was added to, and for those who write. Null for all others, so that nobody learns
 * that there is one: also for readers while it stands in a draft only.
 */
export async function getArticleFile(ctx: Ctx, fileId: string): Promise<StoredFile | null> {
  const rows = await ctx.db.read
    .select({ key: articleFiles.key })
    .from(articleFiles)
    .where(eq(articleFiles.fileId, fileId));
  if (rows.length === 0) return null;
  if (canWriteArticles(ctx.viewer)) return getFile(ctx, fileId);
  const [reader, found] = await Promise.all([readerOf(ctx), ownersOfFiles(ctx.db.read, [fileId])]);
  if (!isFileFor(found.get(fileId)?.owners ?? [], (readers) => mayRead(reader, readers))) return null;
  for (const { key } of rows) {
    const versions = await listVersions(ctx, key);
    if (versions.some(({ html }) => html.includes(`"${articleFilePath(fileId)}"`))) return getFile(ctx, fileId);
  }
  return null;
}
