import { createHash } from 'node:crypto';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { cleanName } from './file-name.ts';
import { toStoredFile, type StoredFile } from './stored-file.ts';

/** Keeps a file that the application made itself, such as a PDF: there is nothing to check. */
export async function storeMade(
  ctx: Ctx,
  made: { name: string; mediaType: string; bytes: Uint8Array },
): Promise<StoredFile> {
  const id = ctx.ids.next();
  await ctx.platform.files.put(id, { bytes: made.bytes });
  const row = {
    id,
    name: cleanName(made.name),
    mediaType: made.mediaType,
    size: made.bytes.byteLength,
    sha256: createHash('sha256').update(made.bytes).digest('hex'),
    state: 'clean' as const,
    finding: null,
    storageKey: id,
    uploadedBy: ctx.viewer.kind === 'user' ? ctx.viewer.userId : null,
    createdAt: ctx.clock.now(),
  };
  await ctx.db.write((tx) => tx.insert(files).values(row));
  return toStoredFile(row);
}
