import { open } from 'node:fs/promises';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { articleBlocks, articleFiles, articles } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Reader as DbReader } from '#db/client.ts';
import type { Ctx } from '../context.ts';
import { discardFile, getFiles, storeUpload, uploadLimits, type StoredFile, type Upload } from '../files/index.ts';
import { imageSize, MEASURED_BYTES, type ImageSize } from '../platform/image-size.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canWriteArticles } from './article.policy.ts';
import type { ArticleFile } from './article-file.ts';
import { blockOfFileKey } from './block.ts';
import { workingStates } from './revision.ts';

/**
 * Adds a picture or attachment to an article or a block, checked as every upload is. The same bytes once more are the file that
 * is there. It is shown to readers once a published text shows it.
 * @param key of an article, or `block:` and the key of a block
 */
export async function attachFile(ctx: Ctx, key: string, upload: Upload | undefined): Promise<Result<ArticleFile>> {
  if (!canWriteArticles(ctx.viewer) || !(await isKnown(ctx.db.read, key))) return fail('not_found', 'error.notFound');
  if (!upload) return fail('invalid_input', 'upload.required', { fields: { file: 'upload.required' } });
  return keepUpload(ctx, key, upload);
}

/**
 * The same for an article that comes with its files: it need not be there yet.
 * @param addedAt when it was added elsewhere
 */
export async function keepUpload(
  ctx: Ctx,
  key: string,
  upload: Upload,
  addedAt = ctx.clock.now(),
): Promise<Result<ArticleFile>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  const stored = await storeUpload(ctx, upload, uploadLimits.article);
  if (!stored.ok) return stored;
  const file = stored.value;
  const same = await findSame(ctx, key, file);
  if (same) {
    await discardFile(ctx, file.id);
    return ok(same);
  }
  const { id, name, mediaType, size } = file;
  const measured = mediaType.startsWith('image/') ? await measure(upload.path) : null;
  const { width, height } = measured ?? { width: null, height: null };
  const shown = { name, mediaType, size, width, height };
  await ctx.db.write((tx) =>
    tx.insert(articleFiles).values({ ...shown, key, fileId: id, owned: true, createdAt: addedAt }),
  );
  return ok({ ...shown, id });
}

/** Takes a file from an article. What is still shown somewhere stays. */
export async function detachFile(ctx: Ctx, key: string, fileId: string): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  if (await isUsed(ctx.db.read, key, fileId)) return fail('conflict', 'articles.files.error.used');
  const own = and(eq(articleFiles.key, key), eq(articleFiles.fileId, fileId));
  const left = await ctx.db.write(async (tx) => {
    const [gone] = await tx.delete(articleFiles).where(own).returning();
    if (!gone) return null;
    const others = await tx.select().from(articleFiles).where(eq(articleFiles.fileId, fileId));
    // Those that show it were let do so, and have it from now on.
    if (!others.some(({ owned }) => owned)) {
      await tx.update(articleFiles).set({ owned: true }).where(eq(articleFiles.fileId, fileId));
    }
    return others;
  });
  if (!left) return fail('not_found', 'error.notFound');
  if (left.length === 0) await discardFile(ctx, fileId);
  return ok(null);
}

/** Whether a text shows a file, or is being written and will: of the article, with its blocks, or of the block. */
async function isUsed(db: DbReader, key: string, fileId: string): Promise<boolean> {
  const names = (column: SQLiteColumn) => sql`instr(${column}, ${fileId}) > 0`;
  const block = blockOfFileKey(key);
  const [row] =
    block === null
      ? await db
          .select({ key: articles.key })
          .from(articles)
          .leftJoin(
            articleRevisions,
            and(eq(articleRevisions.articleId, articles.id), inArray(articleRevisions.state, workingStates)),
          )
          .where(
            and(eq(articles.key, key), or(names(articles.body), names(articles.html), names(articleRevisions.body))),
          )
          .limit(1)
      : await db
          .select({ key: articleBlocks.key })
          .from(articleBlocks)
          .where(and(eq(articleBlocks.key, block), names(articleBlocks.body)))
          .limit(1);
  return row !== undefined;
}

async function isKnown(db: DbReader, key: string): Promise<boolean> {
  const block = blockOfFileKey(key);
  const [row] =
    block === null
      ? await db.select({ key: articles.key }).from(articles).where(eq(articles.key, key)).limit(1)
      : await db.select({ key: articleBlocks.key }).from(articleBlocks).where(eq(articleBlocks.key, block)).limit(1);
  return row !== undefined;
}

async function findSame(ctx: Ctx, key: string, file: StoredFile): Promise<ArticleFile | null> {
  const rows = await ctx.db.read.select().from(articleFiles).where(eq(articleFiles.key, key));
  const known = await getFiles(
    ctx,
    rows.map(({ fileId }) => fileId),
  );
  const same = rows.find(({ fileId, name }) => known.get(fileId)?.sha256 === file.sha256 && name === file.name);
  return same ? { ...same, id: same.fileId } : null;
}

async function measure(path: string): Promise<ImageSize | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MEASURED_BYTES), 0, MEASURED_BYTES, 0);
    return imageSize(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
