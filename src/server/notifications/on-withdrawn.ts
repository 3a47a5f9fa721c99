import { eq } from 'drizzle-orm';
import { notifications } from '#db/schema/notifications.ts';
import { documentWithdrawn } from '../documents/index.ts';
import { newsWithdrawn } from '../news/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { notificationsTopic } from './tell.ts';

/** What was taken back is not there to be opened: nobody is told of it any more, in the list, the bell or a digest. */
async function untell(app: App, target: string): Promise<void> {
  const ctx = systemCtx(app);
  const told = await ctx.db.write((tx) =>
    tx
      .update(notifications)
      .set({ shown: false, readAt: ctx.clock.now() })
      .where(eq(notifications.target, target))
      .returning({ userId: notifications.userId }),
  );
  for (const { userId } of told) ctx.platform.hub.publish(notificationsTopic(userId));
}

export const onWithdrawn = (app: App): Subscription[] => [
  subscribe(documentWithdrawn, 'notifications.document-withdrawn', ({ payload }) =>
    untell(app, `document:${payload.documentId}`),
  ),
  subscribe(newsWithdrawn, 'notifications.news-withdrawn', ({ payload }) => untell(app, `news:${payload.postId}`)),
];
