import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import type { WordKey } from '#content/words.ts';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import type { ScanVerdict } from '../platform/scanner.ts';
import { fail, ok, type Failure, type Result } from '../platform/result.ts';
import { fileQuarantined } from './file.events.ts';
import { cleanName } from './file-name.ts';
import { fileKinds, uploadLimits, type UploadLimits } from './file-kinds.ts';
import { isCleared } from './quarantine.ts';
import { recognize } from './recognize.ts';
import { toStoredFile, type StoredFile } from './stored-file.ts';

/** A file that arrived and lies at `path`, where its owner removes it. Name and type are what the sender says. */
export interface Upload {
  /** The form field it came in; failures name it. */
  field: string;
  path: string;
  name: string;
  declaredType: string;
  /** The id it has elsewhere (UUID) and keeps, unless something here has it. */
  id?: string;
}

/**
 * Checks an uploaded file and keeps it. Whether the viewer may upload anything here is for the caller to ask first. What a
 * scanner objects to is kept in quarantine, listed to staff, and refused to the sender, unless this finding in these very bytes was
 * cleared as a false alarm. Failures name the field.
 */
export async function storeUpload(
  ctx: Ctx,
  upload: Upload,
  limits: UploadLimits = uploadLimits.attachment,
): Promise<Result<StoredFile>> {
  const refused = (code: Failure['code'], message: WordKey) =>
    fail(code, message, { fields: { [upload.field]: message } });
  if (ctx.viewer.kind === 'visitor') return fail('not_found', 'error.notFound');
  const { size } = await stat(upload.path);
  if (size === 0) return refused('invalid_input', 'upload.empty');
  if (size > limits.fileSize) return refused('too_large', 'upload.tooLarge');
  const name = cleanName(upload.name);
  // Before its content is looked at: what is harmful must not reach a parser.
  const verdict = await scan(ctx, upload.path);
  if (!verdict) return refused('unavailable', 'upload.notChecked');
  if (!verdict.clean && !(await isCleared(ctx, { sha256: await hashOf(upload.path), finding: verdict.infected }))) {
    await keep(ctx, { ...upload, name, size, mediaType: 'application/octet-stream', finding: verdict.infected });
    return refused('invalid_input', 'upload.quarantined');
  }
  const recognized = await recognize({ ...upload, name, size }, limits);
  if ('wrong' in recognized) return refused('unsupported_media', recognized.wrong);
  const { mediaType } = fileKinds[recognized.kind];
  return ok(await keep(ctx, { ...upload, name, size, mediaType, finding: null }));
}

async function scan(ctx: Ctx, path: string): Promise<ScanVerdict | null> {
  try {
    return await ctx.platform.scanner.scan(path);
  } catch (err) {
    ctx.platform.log.error({ err }, 'an upload could not be scanned');
    return null;
  }
}

interface Kept {
  path: string;
  name: string;
  size: number;
  mediaType: string;
  /** What a scanner found; it goes to quarantine. */
  finding: string | null;
  id?: string;
}

async function keep(ctx: Ctx, { path, name, size, mediaType, finding, id: wanted }: Kept): Promise<StoredFile> {
  const sha256 = await hashOf(path);
  const id = wanted !== undefined && (await isFree(ctx, wanted)) ? wanted : ctx.ids.next();
  // The bytes first: a row without bytes would be a promise, bytes without a row are only wasted.
  await ctx.platform.files.put(id, { path });
  const state = finding === null ? ('clean' as const) : ('quarantined' as const);
  const uploadedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const row = { id, name, mediaType, size, sha256, state, finding, storageKey: id, uploadedBy };
  const createdAt = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await tx.insert(files).values({ ...row, createdAt });
    if (state === 'quarantined') await publish(ctx, tx, fileQuarantined({ fileId: id, byUserId: uploadedBy }));
  });
  return toStoredFile({ ...row, createdAt });
}

async function isFree(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.db.read.select({ id: files.id }).from(files).where(eq(files.id, id));
  return rows.length === 0;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
