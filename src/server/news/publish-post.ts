import { and, eq, isNotNull, isNull, lte, or, gt } from 'drizzle-orm';
import { newsPosts } from '#db/schema/news.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { newsPublished, newsWithdrawn } from './news.events.ts';
import { canWriteNews } from './news.policy.ts';
import { stateOf } from './news.ts';

/**
 * Makes a post visible: at once, or when its time comes. A post that is visible already keeps the day it was published on.
 * Everyone is told once per post, by whatever makes it visible first.
 */
export async function publishPost(ctx: Ctx, input: { postId: string; at: Date | null }): Promise<Result<null>> {
  if (!canWriteNews(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { postId } = input;
  const now = ctx.clock.now();
  const byUserId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [post] = await tx.select().from(newsPosts).where(eq(newsPosts.id, postId));
    if (!post) return fail('not_found', 'error.notFound');
    const publishAt = input.at ?? (stateOf(post, now) === 'published' ? post.publishAt : now);
    if (post.expiresAt && publishAt && post.expiresAt <= (publishAt > now ? publishAt : now)) {
      return fail('invalid_input', 'error.invalidInput', { fields: { expiresAt: 'news.error.expires' } });
    }
    const visibleNow = publishAt !== null && publishAt <= now;
    const announcedAt = visibleNow ? (post.announcedAt ?? now) : post.announcedAt;
    await tx
      .update(newsPosts)
      .set({ publishAt, announcedAt, version: post.version + 1, updatedAt: now })
      .where(eq(newsPosts.id, postId));
    if (visibleNow && post.announcedAt === null) await publish(ctx, tx, newsPublished({ postId, byUserId }));
    return ok(null);
  });
}

/** Takes a post back: it is a draft again, and nobody sees it. */
export async function withdrawPost(ctx: Ctx, input: { postId: string }): Promise<Result<null>> {
  if (!canWriteNews(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { postId } = input;
  const byUserId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [post] = await tx.select().from(newsPosts).where(eq(newsPosts.id, postId));
    if (!post) return fail('not_found', 'error.notFound');
    if (post.publishAt === null) return ok(null);
    await tx
      .update(newsPosts)
      .set({ publishAt: null, version: post.version + 1, updatedAt: ctx.clock.now() })
      .where(eq(newsPosts.id, postId));
    await publish(ctx, tx, newsWithdrawn({ postId, byUserId }));
    return ok(null);
  });
}

/** Tells of posts whose time has come; regular work. The guarded update makes it once per post, whoever runs it how often. */
export async function announceNews(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  const unannounced = and(isNull(newsPosts.announcedAt), isNotNull(newsPosts.publishAt), lte(newsPosts.publishAt, now));
  const alive = or(isNull(newsPosts.expiresAt), gt(newsPosts.expiresAt, now));
  const due = await ctx.db.read.select({ id: newsPosts.id }).from(newsPosts).where(and(unannounced, alive)).limit(100);
  let told = 0;
  for (const { id } of due) {
    const announced = await ctx.db.write(async (tx) => {
      const [post] = await tx
        .update(newsPosts)
        .set({ announcedAt: now })
        .where(and(eq(newsPosts.id, id), unannounced, alive))
        .returning({ id: newsPosts.id });
      if (post) await publish(ctx, tx, newsPublished({ postId: id, byUserId: null }));
      return post !== undefined;
    });
    if (announced) told += 1;
  }
  return told;
}
