import { eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { newsFeeds } from '#db/schema/news.ts';
import type { Ctx } from '../context.ts';
import { viewerOfUser } from '../customers/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { hashSecret } from '../platform/ids.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { newsCustomers } from './news.policy.ts';
import type { NewsPost } from './news.presenter.ts';
import { listNewsSince } from './news.queries.ts';

const findByUser = preparedOne((db) =>
  db
    .select({ createdAt: newsFeeds.createdAt })
    .from(newsFeeds)
    .where(eq(newsFeeds.userId, sql.placeholder('userId'))),
);
const findByHash = preparedOne((db) =>
  db
    .select({ userId: newsFeeds.userId })
    .from(newsFeeds)
    .where(eq(newsFeeds.tokenHash, sql.placeholder('hash'))),
);

/** When the viewer's feed address was made; null without one. The address itself nobody can look up any more. */
export async function getFeed(ctx: Ctx<UserViewer>): Promise<{ createdAt: Date } | null> {
  return (await findByUser(ctx.db.read, { userId: ctx.viewer.userId })) ?? null;
}

/** Makes the secret address of the viewer's feed, shown this once; the one before stops working. */
export async function createFeed(ctx: Ctx<UserViewer>): Promise<Result<{ token: string }>> {
  if (newsCustomers(ctx.viewer).length === 0) return fail('not_found', 'error.notFound');
  const token = ctx.ids.secret();
  const values = { tokenHash: hashSecret(token), createdAt: ctx.clock.now() };
  await ctx.db.write(async (tx) => {
    await tx
      .insert(newsFeeds)
      .values({ ...values, userId: ctx.viewer.userId })
      .onConflictDoUpdate({ target: newsFeeds.userId, set: values });
  });
  return ok({ token });
}

/** Takes the address of the viewer's feed back. */
export async function revokeFeed(ctx: Ctx<UserViewer>): Promise<Result<null>> {
  await ctx.db.write(async (tx) => {
    await tx.delete(newsFeeds).where(eq(newsFeeds.userId, ctx.viewer.userId));
  });
  return ok(null);
}

/**
 * What the owner of a secret address could read now, newest first. Null for a wrong or revoked one, for someone who has left,
 * and where the company hides the news.
 */
export async function openFeed(ctx: Ctx, token: string): Promise<{ viewer: UserViewer; posts: NewsPost[] } | null> {
  const found = await findByHash(ctx.db.read, { hash: hashSecret(token) });
  const viewer = found && (await viewerOfUser(ctx.db, found.userId));
  if (!viewer || newsCustomers(viewer).length === 0) return null;
  return { viewer, posts: await listNewsSince({ ...ctx, viewer }, new Date(0)) };
}
