import { and, eq } from 'drizzle-orm';
import { isUniqueViolation } from '#db/connection.ts';
import { erasureRequests } from '#db/schema/my-data.ts';
import type { Ctx } from '../context.ts';
import { affairsOf } from '../customers/index.ts';
import { confirmPassword, type UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { erasureCanceled, erasureRequested } from './erasure.events.ts';
import { mayAskForErasure } from './erasure.policy.ts';
import { THINK_AGAIN_MS, waiting } from './erasure.ts';

/**
 * Asks to be forgotten. It happens a week later unless the person thinks again or one of our people says no. A last owner with
 * colleagues hands ownership over first. Asking twice is asking once.
 */
export async function requestErasure(ctx: Ctx<UserViewer>, input: { current: string }): Promise<Result<null>> {
  const { viewer } = ctx;
  if (!mayAskForErasure(viewer)) return fail('not_found', 'error.notFound');
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  const { userId } = viewer;
  const affairs = (await affairsOf(ctx.db.read, [userId])).get(userId);
  if (affairs && affairs.leftWithoutOwner.length > 0) return fail('conflict', 'myData.erase.ownerFirst');
  const retryAfter = await ctx.platform.limiter.take('erasure', userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  try {
    await ctx.db.write(async (tx) => {
      const notBefore = new Date(now.getTime() + THINK_AGAIN_MS);
      await tx.insert(erasureRequests).values({ id, userId, createdAt: now, notBefore });
      await publish(ctx, tx, erasureRequested({ userId, requestId: id }));
    });
  } catch (error) {
    // One is open already.
    if (!isUniqueViolation(error)) throw error;
  }
  return ok(null);
}

/** Thinks again. Too late once it has begun; by then nobody is signed in as this person any more. */
export async function cancelErasure(ctx: Ctx<UserViewer>): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  const canceled = await ctx.db.write(async (tx) => {
    const [row] = await tx
      .update(erasureRequests)
      .set({ canceledAt: ctx.clock.now() })
      .where(and(eq(erasureRequests.userId, userId), waiting))
      .returning({ id: erasureRequests.id });
    if (row) await publish(ctx, tx, erasureCanceled({ userId, requestId: row.id }));
    return row !== undefined;
  });
  return canceled ? ok(null) : fail('conflict', 'myData.erase.nothingToCancel');
}
