import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { noteActivity } from './article-activity.ts';
import { articleDoubted, articlePublished } from './article.events.ts';
import type { FeedbackSettings } from './feedback-settings.ts';

const DAY_MS = 86_400_000;

/**
 * Puts an article under review once enough people said within the window that the text they see now does not help. Visitors
 * of one network are one person here, however many of them count for the score: nobody puts an article under review alone.
 */
export async function doubtWithin(
  ctx: Ctx,
  tx: Tx,
  articleId: string,
  { negatives, days }: FeedbackSettings,
): Promise<void> {
  const [article] = await tx.select().from(articles).where(eq(articles.id, articleId));
  if (!article || article.status !== 'published' || article.underReviewAt !== null) return;
  const now = ctx.clock.now();
  const windowBegan = now.getTime() - days * DAY_MS;
  const since = new Date(Math.max(windowBegan, article.doubtsSettledAt?.getTime() ?? 0));
  const [found] = await tx
    .select({ people: sql<number>`count(distinct coalesce(${articleVotes.network}, ${articleVotes.voter}))` })
    .from(articleVotes)
    .where(
      and(
        eq(articleVotes.articleId, articleId),
        eq(articleVotes.helpful, false),
        eq(articleVotes.counted, true),
        eq(articleVotes.revision, article.revision),
        gt(articleVotes.updatedAt, since),
      ),
    );
  const people = found?.people ?? 0;
  if (people < negatives) return;
  await tx
    .update(articles)
    .set({ underReviewAt: now })
    .where(and(eq(articles.id, articleId), isNull(articles.underReviewAt)));
  const { key, locale, revision } = article;
  await noteActivity(ctx, tx, { key, locale, kind: 'article.questioned', details: { people, days, revision } });
  await publish(ctx, tx, articleDoubted({ articleId, why: 'not_helpful' }));
  // Search and assistant look again at what they say of it.
  await publish(ctx, tx, articlePublished({ articleId }));
}
