import { and, eq, lte } from 'drizzle-orm';
import { articles, categories } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteActivity } from './article-activity.ts';
import { canPublishRevision } from './article.policy.ts';
import { handIn, withWorking } from './review-revision.ts';
import { faultsOf } from './revision.check.ts';
import { findCategory, findRevision, type ArticleRow } from './revision.queries.ts';
import { contentOf, type ArticleAddress, type Revision } from './revision.ts';
import { byOf } from './save-revision.ts';
import { showRevision } from './show-revision.ts';

/**
 * Publishes the text that is being worked on, at once or at a time to come. Where its topic asks for it, only somebody else
 * than its author may, after it was submitted. Publishing what is published changes nothing.
 * @param input.version the save that was read; a later one is refused
 * @param input.at null for now
 */
export const publishRevision = (
  ctx: Ctx,
  input: ArticleAddress & { version: number; at: Date | null; reason: string | null },
): Promise<Result<null>> => {
  const publishWorking = async (tx: Tx, article: ArticleRow, working: Revision): Promise<Result<null>> => {
    const category = await findCategory(tx, article.categoryId);
    if (!canPublishRevision(ctx.viewer, working, { reviewed: category?.reviewed ?? false })) {
      return fail('conflict', working.state === 'in_review' ? 'help.error.ownReview' : 'help.error.needsReview');
    }
    if (working.version !== input.version) return fail('conflict', 'help.error.changedMeanwhile');
    const faults = await faultsOf(tx, article, working);
    if (faults) return faults;
    const isReview = working.state === 'in_review' && byOf(ctx) !== working.authorId;
    const reviewed = isReview ? { reviewerId: byOf(ctx), reviewedAt: ctx.clock.now(), reviewNote: null } : {};
    const reason = input.reason ?? working.reason;
    await tx
      .update(articleRevisions)
      .set({ ...reviewed, reason })
      .where(eq(articleRevisions.id, working.id));
    if (input.at && input.at > ctx.clock.now()) return schedule(ctx, tx, { article, working, at: input.at });
    await publishNow(ctx, tx, article, { ...working, reason });
    return ok(null);
  };
  return withWorking(ctx, input, publishWorking, async (tx, article) => {
    const shown = await findRevision(tx, article.id, article.revision);
    const isShown = article.status === 'published' && shown?.version === input.version;
    if (isShown && input.at) return fail('conflict', 'help.error.nothingNew');
    return isShown ? ok(null) : fail('conflict', 'help.error.changedMeanwhile');
  });
};

interface Scheduled {
  article: ArticleRow;
  working: Revision;
  at: Date;
}

async function schedule(ctx: Ctx, tx: Tx, { article, working, at }: Scheduled): Promise<Result<null>> {
  await tx
    .update(articleRevisions)
    .set({ state: 'scheduled', publishAt: at, publishedBy: byOf(ctx) })
    .where(eq(articleRevisions.id, working.id));
  const details = { number: working.number, at: at.toISOString() };
  await noteActivity(ctx, tx, { key: article.key, locale: article.locale, kind: 'revision.scheduled', details });
  return ok(null);
}

async function publishNow(ctx: Ctx, tx: Tx, article: ArticleRow, revision: Revision): Promise<void> {
  const { number, reason } = revision;
  const sourceRevision = revision.sourceRevision ?? article.sourceRevision;
  await tx
    .update(articleRevisions)
    .set({
      state: 'published',
      sourceRevision,
      publishAt: null,
      publishedAt: ctx.clock.now(),
      publishedBy: byOf(ctx) ?? revision.publishedBy,
    })
    .where(eq(articleRevisions.id, revision.id));
  await showRevision(ctx, tx, article, { ...contentOf(revision), number, sourceRevision });
  const { key, locale } = article;
  await noteActivity(ctx, tx, { key, locale, kind: 'revision.published', details: { number, reason } });
}

/**
 * Publishes what was scheduled and whose time has come; regular work, harmless when two processes do it. What nobody else has read,
 * and whose topic asks for that by now, is handed in for a review instead.
 */
export async function publishDueRevisions(ctx: Ctx): Promise<number> {
  const due = and(eq(articleRevisions.state, 'scheduled'), lte(articleRevisions.publishAt, ctx.clock.now()));
  const rows = await ctx.db.read.select({ id: articleRevisions.id }).from(articleRevisions).where(due).limit(100);
  let published = 0;
  for (const { id } of rows) {
    published += await ctx.db.write(async (tx) => {
      const [found] = await tx
        .select({ revision: articleRevisions, article: articles, reviewed: categories.reviewed })
        .from(articleRevisions)
        .innerJoin(articles, eq(articles.id, articleRevisions.articleId))
        .innerJoin(categories, eq(categories.id, articles.categoryId))
        .where(and(eq(articleRevisions.id, id), due));
      if (!found) return 0;
      if (found.reviewed && !isRead(found.revision)) {
        await handIn(ctx, tx, found.article, found.revision);
        return 0;
      }
      await publishNow(ctx, tx, found.article, found.revision);
      return 1;
    });
  }
  return published;
}

/** Somebody else approved this very text: a note would say that it came back. */
const isRead = ({ reviewerId, reviewNote, authorId }: Revision): boolean =>
  reviewerId !== null && reviewerId !== authorId && reviewNote === null;
