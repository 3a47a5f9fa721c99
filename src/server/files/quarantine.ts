import { and, eq } from 'drizzle-orm';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { fileCleared, fileRejected } from './file.events.ts';
import { publish } from '../platform/events.ts';
import { canClearQuarantine, canSeeQuarantine } from './quarantine.policy.ts';

type Row = typeof files.$inferSelect;

/** Removes the bytes of a quarantined file for good; that it was there stays known. Again changes nothing. */
export async function rejectQuarantined(ctx: Ctx, id: string): Promise<Result<null>> {
  if (!canSeeQuarantine(ctx.viewer)) return fail('not_found', 'error.notFound');
  const decidedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const [rejected] = await ctx.db.write(async (tx) => {
    const rows = await tx
      .update(files)
      .set({ state: 'rejected', decidedAt: ctx.clock.now(), decidedBy })
      .where(and(eq(files.id, id), eq(files.state, 'quarantined')))
      .returning();
    for (const row of rows) await publish(ctx, tx, fileRejected(decided(row)));
    return rows;
  });
  if (rejected) await removeBytes(ctx, [rejected]);
  return ok(null);
}

/**
 * The scanner was wrong about these bytes (their SHA-256): whoever sends the same ones again gets them through, other files it
 * objects to do not. What lay in quarantine belongs to nothing, so it is not kept. Who decided, when and why stays known.
 */
export async function clearQuarantined(
  ctx: Ctx,
  { id, reason }: { id: string; reason: string },
): Promise<Result<null>> {
  if (!canClearQuarantine(ctx.viewer)) return fail('not_found', 'error.notFound');
  const decidedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const cleared = await ctx.db.write(async (tx) => {
    const [asked] = await tx
      .select({ sha256: files.sha256 })
      .from(files)
      .where(and(eq(files.id, id), eq(files.state, 'quarantined')));
    if (!asked) return [];
    const rows = await tx
      .update(files)
      .set({ state: 'cleared', decidedAt: ctx.clock.now(), decidedBy, decisionReason: reason })
      .where(and(eq(files.sha256, asked.sha256), eq(files.state, 'quarantined')))
      .returning();
    for (const row of rows) await publish(ctx, tx, fileCleared(decided(row)));
    return rows;
  });
  if (cleared.length === 0) return fail('conflict', 'quarantine.decidedAlready');
  await removeBytes(ctx, cleared);
  ctx.platform.log.info({ fileId: id, by: decidedBy }, 'a file in quarantine was cleared as a false alarm');
  return ok(null);
}

/** Has somebody said that these bytes are harmless? */
export async function isCleared(ctx: Ctx, sha256: string): Promise<boolean> {
  const [row] = await ctx.db.read
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.state, 'cleared'), eq(files.sha256, sha256)))
    .limit(1);
  return row !== undefined;
}

const decided = ({ id, uploadedBy, decidedBy }: Row) => ({ fileId: id, uploadedBy, byUserId: decidedBy });

async function removeBytes(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  for (const { storageKey } of rows) await ctx.platform.files.remove(storageKey);
}
