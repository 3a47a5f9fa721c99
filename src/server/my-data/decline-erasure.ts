import { and, eq } from 'drizzle-orm';
import { erasureRequests } from '#db/schema/my-data.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { erasureDeclined } from './erasure.events.ts';
import { canHandleErasures } from './erasure.policy.ts';
import { waiting } from './erasure.ts';

/** Says no: a law or a dispute wants the data kept. The person is told the reason, in these words. */
export async function declineErasure(
  ctx: Ctx<UserViewer>,
  { id, reason }: { id: string; reason: string },
): Promise<Result<null>> {
  const { viewer } = ctx;
  if (!canHandleErasures(viewer)) return fail('not_found', 'error.notFound');
  const declined = await ctx.db.write(async (tx) => {
    const [row] = await tx
      .update(erasureRequests)
      .set({ declinedAt: ctx.clock.now(), declinedBy: viewer.userId, declinedReason: reason })
      .where(and(eq(erasureRequests.id, id), waiting))
      .returning({ userId: erasureRequests.userId });
    if (row) await publish(ctx, tx, erasureDeclined({ userId: row.userId, requestId: id }));
    return row !== undefined;
  });
  return declined ? ok(null) : fail('conflict', 'myData.desk.notWaiting');
}
