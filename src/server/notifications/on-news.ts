import { notificationOccurrences } from '#db/schema/notifications.ts';
import { viewerOfUser } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer, UserViewer } from '../identity/index.ts';
import { customersOfPost, getNewsPost, newsPublished } from '../news/index.ts';
import { publish, subscribe, type Subscription } from '../platform/events.ts';
import { newsPortionDue, type NewsPortion } from './notification.events.ts';
import { membersFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

const KIND = 'news.published';
/** Customers told by one delivery: far less than the dispatcher waits for, however slow the machine. */
const PORTION = 100;

/**
 * News, told to everyone who may read it now, in their language, company by company. Each delivery tells some and hands the
 * rest on by an event of its own: thousands of customers are no longer than what one may take, and a crash in between goes on
 * where it stopped. Somebody of several companies hears of it at one of them.
 */
export const onNews = (app: App): Subscription[] => [
  subscribe(newsPublished, 'notifications.news-published', ({ id, payload, createdAt }) =>
    tellPortion(systemCtx(app), { ...payload, publishedId: id, publishedAt: createdAt.getTime(), after: '' }),
  ),
  subscribe(newsPortionDue, 'notifications.news-portion', ({ payload }) => tellPortion(systemCtx(app), payload)),
];

async function tellPortion(ctx: Ctx<SystemViewer>, portion: NewsPortion): Promise<void> {
  const customers = await customersOfPost(ctx, portion.postId);
  const concerned = new Set(customers);
  const rest = customers.filter((customerId) => customerId > portion.after);
  for (const customerId of rest.slice(0, PORTION)) await tellCustomer(ctx, portion, { customerId, concerned });
  const last = rest.length > PORTION ? rest[PORTION - 1] : undefined;
  if (last !== undefined) await handOn(ctx, { ...portion, after: last });
}

/** Guarded, so that a portion that is told again does not hand the rest on twice. */
async function handOn(ctx: Ctx<SystemViewer>, portion: NewsPortion): Promise<void> {
  const handedOn = { key: `${portion.publishedId}:after:${portion.after}`, createdAt: ctx.clock.now() };
  await ctx.db.write(async (tx) => {
    const [fresh] = await tx
      .insert(notificationOccurrences)
      .values(handedOn)
      .onConflictDoNothing()
      .returning({ key: notificationOccurrences.key });
    if (fresh) await publish(ctx, tx, newsPortionDue(portion));
  });
}

async function tellCustomer(
  ctx: Ctx<SystemViewer>,
  { postId, byUserId, publishedId, publishedAt }: NewsPortion,
  { customerId, concerned }: { customerId: string; concerned: ReadonlySet<string> },
): Promise<void> {
  const byLanguage = new Map<string, { title: string; excerpt: string; userIds: string[] }>();
  for (const userId of await membersFor(ctx, KIND, { customerId, except: [byUserId] })) {
    const viewer = await viewerOfUser(ctx.db, userId);
    if (!viewer || firstOf(viewer, concerned) !== customerId) continue;
    const post = await getNewsPost({ ...ctx, viewer }, postId);
    if (!post?.unread) continue;
    const { locale, title, excerpt } = post;
    const known = byLanguage.get(locale) ?? { title, excerpt, userIds: [] };
    known.userIds.push(userId);
    byLanguage.set(locale, known);
  }
  for (const [locale, { title, excerpt, userIds }] of byLanguage) {
    // Not by its title: that may be corrected before the same is told again.
    const key = `${publishedId}:${customerId}:${locale}`;
    const values = { title, excerpt };
    const at = new Date(publishedAt);
    await tell(ctx, { key, kind: KIND, customerId, target: `news:${postId}`, values, at }, userIds);
  }
}

/** The oldest of a person's companies where they may read such news. */
const firstOf = ({ memberships }: UserViewer, concerned: ReadonlySet<string>): string | undefined =>
  memberships.find((member) => concerned.has(member.customerId) && member.sections.includes('news'))?.customerId;
