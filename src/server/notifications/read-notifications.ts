import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { notifications } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';
import { chooseCustomer, isCustomer, type UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { maySee } from './mail-notification.ts';
import { findOwn, unreadOf } from './notification.queries.ts';
import { targetPath } from './target-path.ts';
import { notificationsTopic } from './tell.ts';

/** One notification, or everything. */
export const readForm = z.object({ notification: z.union([z.literal('all'), z.uuid()]) });

/** Marks a notification and everything else about the same thing as read, and says where it leads. */
export async function openNotification(ctx: Ctx<UserViewer>, id: string): Promise<Result<{ path: string }>> {
  const row = await findOwn(ctx, id);
  if (!row || !maySee(ctx.viewer, row)) return fail('not_found', 'error.notFound');
  const { userId } = ctx.viewer;
  await ctx.db.write((tx) =>
    tx
      .update(notifications)
      .set({ readAt: ctx.clock.now() })
      .where(and(eq(notifications.userId, userId), eq(notifications.target, row.target), isNull(notifications.readAt))),
  );
  ctx.platform.hub.publish(notificationsTopic(userId));
  const customer = isCustomer(ctx.viewer);
  // The cabinet shows the company it is about.
  if (customer && row.customerId !== null && row.customerId !== ctx.viewer.customerId) {
    await chooseCustomer(ctx, row.customerId);
  }
  return ok({ path: targetPath(row.target, customer ? 'customer' : 'staff') });
}

/** Marks everything the viewer was told so far as read. */
export async function readAllNotifications(ctx: Ctx<UserViewer>): Promise<void> {
  const { userId } = ctx.viewer;
  await ctx.db.write((tx) => tx.update(notifications).set({ readAt: ctx.clock.now() }).where(unreadOf(userId)));
  ctx.platform.hub.publish(notificationsTopic(userId));
}
