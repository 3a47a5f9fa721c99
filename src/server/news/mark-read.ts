import { newsReads } from '#db/schema/news.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { getNewsPost, listUnreadNews } from './news.queries.ts';

/** The viewer has read a post. Reading it again changes nothing. */
export async function markNewsRead(ctx: Ctx<UserViewer>, input: { postId: string }): Promise<Result<null>> {
  const post = await getNewsPost(ctx, input.postId);
  if (!post) return fail('not_found', 'error.notFound');
  await remember(ctx, [post.id]);
  return ok(null);
}

/** The viewer has read everything in the cabinet shown now. */
export async function markAllNewsRead(ctx: Ctx<UserViewer>): Promise<Result<null>> {
  const unread = await listUnreadNews(ctx, 1000);
  if (!unread) return fail('not_found', 'error.notFound');
  await remember(
    ctx,
    unread.map(({ id }) => id),
  );
  return ok(null);
}

async function remember(ctx: Ctx<UserViewer>, postIds: readonly string[]): Promise<void> {
  if (postIds.length === 0) return;
  const readAt = ctx.clock.now();
  const rows = postIds.map((postId) => ({ userId: ctx.viewer.userId, postId, readAt }));
  await ctx.db.write(async (tx) => {
    await tx.insert(newsReads).values(rows).onConflictDoNothing();
  });
}
