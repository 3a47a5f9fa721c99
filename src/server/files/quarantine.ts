import { and, desc, eq } from 'drizzle-orm';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { getPeople, isStaff, type Viewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';

export interface QuarantinedFile {
  id: string;
  name: string;
  size: number;
  finding: string;
  state: 'quarantined' | 'rejected';
  uploadedBy: string | null;
  createdAt: Date;
}

/** Whoever looks after customers sees what was kept from them. Editors do not. */
export const canSeeQuarantine = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'editor');

/** What scanners objected to, the newest first. There is no way to download it. Two queries. */
export async function listQuarantine(ctx: Ctx, limit = 50): Promise<QuarantinedFile[]> {
  if (!canSeeQuarantine(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(files)
    .where(eq(files.state, 'quarantined'))
    .orderBy(desc(files.createdAt))
    .limit(limit);
  const people = await getPeople(
    ctx.db.read,
    rows.flatMap((row) => row.uploadedBy ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    size: row.size,
    finding: row.finding ?? '',
    state: 'quarantined',
    uploadedBy: row.uploadedBy ? (people.get(row.uploadedBy)?.name ?? null) : null,
    createdAt: row.createdAt,
  }));
}

/** Removes the bytes of a quarantined file for good; that it was there stays known. Again changes nothing. */
export async function rejectQuarantined(ctx: Ctx, id: string): Promise<Result<null>> {
  if (!canSeeQuarantine(ctx.viewer)) return fail('not_found', 'error.notFound');
  const rejected = await ctx.db.write(async (tx) => {
    const [row] = await tx
      .update(files)
      .set({ state: 'rejected', decidedAt: ctx.clock.now() })
      .where(and(eq(files.id, id), eq(files.state, 'quarantined')))
      .returning({ storageKey: files.storageKey });
    return row;
  });
  if (rejected) await ctx.platform.files.remove(rejected.storageKey);
  return ok(null);
}
