import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { articles } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteActivity } from './article-activity.ts';
import { articleDoubted, articlePublished } from './article.events.ts';
import { canWriteArticles } from './article.policy.ts';
import { findArticleRow } from './revision.queries.ts';
import type { ArticleAddress } from './revision.ts';

/** That an article is still true, and why. */
export const verifyForm = z.object({ reason: z.string().trim().max(500).default('') });

/**
 * An editor says that an article is still true. Where readers doubt it, this ends the review, so it takes a reason; what they
 * said before counts no more against the text. A repeat on the same day changes nothing.
 */
export async function verifyArticle(
  ctx: Ctx,
  { key, locale, reason }: ArticleAddress & { reason: string | null },
): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  const why = reason?.trim() ?? '';
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const article = await findArticleRow(tx, { key, locale });
    if (!article) return fail('not_found', 'error.notFound');
    if (article.status !== 'published') return fail('conflict', 'help.error.notShown');
    const today = companyDay(ctx.clock);
    const isDoubted = article.underReviewAt !== null;
    if (isDoubted && why.length < 3) {
      return fail('invalid_input', 'help.error.verifyReason', { fields: { reason: 'help.error.verifyReason' } });
    }
    if (!isDoubted && article.verifiedOn === today && why === '') return ok(null);
    await tx
      .update(articles)
      .set({
        verifiedOn: today,
        verifiedBy: ctx.viewer.kind === 'user' ? ctx.viewer.userId : null,
        absentVerifier: null,
        remindedAt: null,
        underReviewAt: null,
        ...(isDoubted ? { doubtsSettledAt: ctx.clock.now() } : {}),
      })
      .where(eq(articles.id, article.id));
    const details = { reason: why === '' ? null : why, doubted: isDoubted, revision: article.revision };
    await noteActivity(ctx, tx, { key, locale, kind: 'article.verified', details });
    if (isDoubted) await publish(ctx, tx, articlePublished({ articleId: article.id }));
    return ok(null);
  });
}

const DAY_MS = 86_400_000;

/**
 * Tells whoever answers for an article that nobody has checked it for longer than it says, once a period. Regular work,
 * harmless when two processes do it.
 * @returns how many articles were told of
 */
export async function remindOfVerification(ctx: Ctx): Promise<number> {
  const today = companyDay(ctx.clock);
  const now = ctx.clock.now();
  const checkedOn = sql`coalesce(${articles.verifiedOn}, ${articles.updatedOn})`;
  const due = and(
    eq(articles.status, 'published'),
    isNotNull(articles.verifyEveryDays),
    sql`julianday(${today}) - julianday(${checkedOn}) > ${articles.verifyEveryDays}`,
    or(
      isNull(articles.remindedAt),
      sql`${articles.remindedAt} <= ${now.getTime()} - ${articles.verifyEveryDays} * ${DAY_MS}`,
    ),
  );
  const rows = await ctx.db.read.select({ id: articles.id }).from(articles).where(due).limit(100);
  let told = 0;
  for (const { id } of rows) {
    told += await ctx.db.write(async (tx) => {
      const [reminded] = await tx
        .update(articles)
        .set({ remindedAt: now })
        .where(and(eq(articles.id, id), due))
        .returning({ id: articles.id });
      if (!reminded) return 0;
      await publish(ctx, tx, articleDoubted({ articleId: id, why: 'not_verified' }));
      return 1;
    });
  }
  return told;
}
