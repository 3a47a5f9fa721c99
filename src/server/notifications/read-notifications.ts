import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { notifications } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';
import { chooseCustomer, isCustomer, type UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { maySee } from './mail-notification.ts';
import { findOwn, unreadOf } from './notification.queries.ts';
import { targetOfPath, targetPath } from './target-path.ts';
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

/**
 * Marks what the viewer was told of the thing a page is about as read, however they came there. Reading a page may do it, as
 * it prolongs a session; looking at somebody's cabinet is not reading for them. One query, and a write when there was something.
 */
export async function readAtPage(ctx: Ctx<UserViewer>, path: string): Promise<void> {
  const target = targetOfPath(path);
  const { userId, preview } = ctx.viewer;
  if (target === null || preview !== null) return;
  const about = and(unreadOf(userId), eq(notifications.target, target));
  const [told] = await ctx.db.read.select({ id: notifications.id }).from(notifications).where(about).limit(1);
  if (!told) return;
  await ctx.db.write((tx) => tx.update(notifications).set({ readAt: ctx.clock.now() }).where(about));
  ctx.platform.hub.publish(notificationsTopic(userId));
}

/** Marks everything the viewer was told so far as read. */
export async function readAllNotifications(ctx: Ctx<UserViewer>): Promise<void> {
  const { userId } = ctx.viewer;
  await ctx.db.write((tx) => tx.update(notifications).set({ readAt: ctx.clock.now() }).where(unreadOf(userId)));
  ctx.platform.hub.publish(notificationsTopic(userId));
}
