import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Readable } from 'node:stream';
import { preparedOne } from '#db/prepared.ts';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import type { ByteRange } from '../platform/files.ts';
import { toStoredFile, type StoredFile } from './stored-file.ts';

const cleanFile = preparedOne((db) =>
  db
    .select()
    .from(files)
    .where(and(eq(files.id, sql.placeholder('id')), eq(files.state, 'clean'))),
);

/**
 * A file that may be downloaded; null for one in quarantine. **The caller has asked already** whether the viewer may see what
 * the file belongs to: ids of files never come from an address.
 */
export async function getFile(ctx: Pick<Ctx, 'db'>, id: string): Promise<StoredFile | null> {
  const row = await cleanFile(ctx.db.read, { id });
  return row ? toStoredFile(row) : null;
}

/** Several at once, by id; those in quarantine are left out. One query. The caller has asked who may see them. */
export async function getFiles(ctx: Pick<Ctx, 'db'>, ids: readonly string[]): Promise<Map<string, StoredFile>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.read
    .select()
    .from(files)
    .where(and(inArray(files.id, [...ids]), eq(files.state, 'clean')));
  return new Map(rows.map((row) => [row.id, toStoredFile(row)]));
}

/** Its bytes, or a part of them. Null when storage has lost them. */
export const readFile = (ctx: Pick<Ctx, 'platform'>, file: StoredFile, range?: ByteRange): Promise<Readable | null> =>
  ctx.platform.files.get(file.storageKey, range);
