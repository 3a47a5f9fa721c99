import { viewerOfUser } from '../customers/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { customersOfPost, getNewsPost, newsPublished } from '../news/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { membersFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

const KIND = 'news.published';

/**
 * News, told to everyone who may read it now, in their language, company by company: a crash in between goes on where it
 * stopped. Somebody of several companies hears of it at one of them.
 */
export const onNews = (app: App): Subscription[] => [
  subscribe(newsPublished, 'notifications.news-published', async ({ id, payload, createdAt: at }) => {
    const ctx = systemCtx(app);
    const customers = await customersOfPost(ctx, payload.postId);
    for (const customerId of customers) {
      const byTitle = new Map<string, { excerpt: string; userIds: string[] }>();
      for (const userId of await membersFor(ctx, KIND, { customerId, except: [payload.byUserId] })) {
        const viewer = await viewerOfUser(ctx.db, userId);
        if (!viewer || firstOf(viewer, customers) !== customerId) continue;
        const post = await getNewsPost({ ...ctx, viewer }, payload.postId);
        if (!post?.unread) continue;
        const known = byTitle.get(post.title) ?? { excerpt: post.excerpt, userIds: [] };
        known.userIds.push(userId);
        byTitle.set(post.title, known);
      }
      for (const [title, { excerpt, userIds }] of byTitle) {
        const about = {
          kind: KIND,
          customerId,
          target: `news:${payload.postId}`,
          values: { title, excerpt },
          at,
        } as const;
        await tell(ctx, { ...about, key: `${id}:${customerId}:${title}` }, userIds);
      }
    }
  }),
];

/** The oldest of a person's companies where they may read such news. */
const firstOf = ({ memberships }: UserViewer, customers: readonly string[]): string | undefined =>
  memberships.find((member) => customers.includes(member.customerId) && member.sections.includes('news'))?.customerId;
