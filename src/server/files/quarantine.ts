import { and, eq, sql } from 'drizzle-orm';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { fileCleared, fileRejected } from './file.events.ts';
import { publish } from '../platform/events.ts';
import { canClearQuarantine, canSeeQuarantine } from './quarantine.policy.ts';

type Row = typeof files.$inferSelect;

/**
 * Has the bytes of a quarantined file removed for good (on-file-decided.ts); that it was there stays known. Again changes nothing. A
 * conflict when somebody else has called it a false alarm meanwhile.
 */
export async function rejectQuarantined(ctx: Ctx, id: string): Promise<Result<null>> {
  if (!canSeeQuarantine(ctx.viewer)) return fail('not_found', 'error.notFound');
  const decidedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const done = await ctx.db.write(async (tx) => {
    const rows = await tx
      .update(files)
      .set({ state: 'rejected', decidedAt: ctx.clock.now(), decidedBy })
      .where(and(eq(files.id, id), eq(files.state, 'quarantined')))
      .returning();
    for (const row of rows) await publish(ctx, tx, fileRejected(decided(row)));
    const [cleared] = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.id, id), eq(files.state, 'cleared')));
    return cleared === undefined;
  });
  return done ? ok(null) : fail('conflict', 'quarantine.decidedAlready');
}

/**
 * The scanner was wrong to find this in these bytes (their SHA-256): whoever sends the same ones again gets them through, unless
 * something else is found in them by then; other files it objects to do not. What lay in quarantine belongs to nothing, so it is not
 * kept. Who decided, when and why stays known.
 */
export async function clearQuarantined(
  ctx: Ctx,
  { id, reason }: { id: string; reason: string },
): Promise<Result<null>> {
  if (!canClearQuarantine(ctx.viewer)) return fail('not_found', 'error.notFound');
  const decidedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const cleared = await ctx.db.write(async (tx) => {
    const [asked] = await tx
      .select({ sha256: files.sha256, finding: sql<string>`coalesce(${files.finding}, '')` })
      .from(files)
      .where(and(eq(files.id, id), eq(files.state, 'quarantined')));
    if (!asked) return [];
    const rows = await tx
      .update(files)
      .set({ state: 'cleared', decidedAt: ctx.clock.now(), decidedBy, decisionReason: reason })
      .where(and(sameFinding(asked), eq(files.state, 'quarantined')))
      .returning();
    for (const row of rows) await publish(ctx, tx, fileCleared(decided(row)));
    return rows;
  });
  if (cleared.length === 0) return fail('conflict', 'quarantine.decidedAlready');
  ctx.platform.log.info({ fileId: id, by: decidedBy }, 'a file in quarantine was cleared as a false alarm');
  return ok(null);
}

/** Has somebody said that this finding in these bytes is a false alarm? */
export async function isCleared(ctx: Ctx, found: { sha256: string; finding: string }): Promise<boolean> {
  const [row] = await ctx.db.read
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.state, 'cleared'), sameFinding(found)))
    .limit(1);
  return row !== undefined;
}

const sameFinding = ({ sha256, finding }: { sha256: string; finding: string }) =>
  and(eq(files.sha256, sha256), sql`coalesce(${files.finding}, '') = ${finding}`);

const decided = ({ id, uploadedBy, decidedBy }: Row) => ({ fileId: id, uploadedBy, byUserId: decidedBy });
