import { eq } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { articleReturned, articleSubmitted } from './article.events.ts';
import { canWriteArticles } from './article.policy.ts';
import { noteActivity } from './article-activity.ts';
import { faultsOf } from './revision.check.ts';
import { findArticleRow, findWorkingRevision, type ArticleRow } from './revision.queries.ts';
import type { ArticleAddress, Revision } from './revision.ts';
import { byOf } from './save-revision.ts';

/** Asks another editor to read it. Submitting what is submitted changes nothing. */
export const submitRevision = (
  ctx: Ctx,
  input: ArticleAddress & { version: number; reason: string | null },
): Promise<Result<null>> =>
  withWorking(
    ctx,
    input,
    async (tx, article, working) => {
      if (working.state === 'in_review') return ok(null);
      if (working.version !== input.version) return fail('conflict', 'help.error.changedMeanwhile');
      const faults = await faultsOf(tx, article, working);
      if (faults) return faults;
      await handIn(ctx, tx, article, { ...working, reason: input.reason ?? working.reason });
      return ok(null);
    },
    () => Promise.resolve(fail('conflict', 'help.error.nothingNew')),
  );

/** Makes a text one that others are asked to read. */
export async function handIn(
  ctx: Ctx,
  tx: Tx,
  article: ArticleRow,
  { id, number, reason, publishedBy }: Revision,
): Promise<void> {
  const { key, locale } = article;
  const submittedBy = byOf(ctx) ?? publishedBy;
  await tx
    .update(articleRevisions)
    .set({ state: 'in_review', reason, reviewNote: null, publishAt: null, submittedBy })
    .where(eq(articleRevisions.id, id));
  if (article.revision === 0 && article.status !== 'archived') {
    await tx.update(articles).set({ status: 'in_review' }).where(eq(articles.id, article.id));
  }
  await noteActivity(ctx, tx, { key, locale, kind: 'revision.submitted', details: { number, reason } });
  await publish(ctx, tx, articleSubmitted({ articleId: article.id, number, byUserId: submittedBy }));
}

/** Sends it back to its author with what is to be changed. */
export const returnRevision = (ctx: Ctx, input: ArticleAddress & { note: string }): Promise<Result<null>> =>
  withWorking(ctx, input, async (tx, article, working) => {
    if (working.state !== 'in_review') return fail('conflict', 'help.error.notInReview');
    await tx
      .update(articleRevisions)
      .set({ state: 'draft', reviewerId: byOf(ctx), reviewedAt: ctx.clock.now(), reviewNote: input.note })
      .where(eq(articleRevisions.id, working.id));
    if (article.revision === 0 && article.status !== 'archived') {
      await tx.update(articles).set({ status: 'draft' }).where(eq(articles.id, article.id));
    }
    const details = { number: working.number, note: input.note };
    await noteActivity(ctx, tx, { ...input, kind: 'revision.returned', details });
    await publish(ctx, tx, articleReturned({ articleId: article.id, authorId: working.authorId, byUserId: byOf(ctx) }));
    return ok(null);
  });

/** Gives up the text that is being worked on; what is published stays as it is. A repeat is harmless. */
export async function discardRevision(ctx: Ctx, input: ArticleAddress & { version: number }): Promise<Result<null>> {
  return withWorking(ctx, input, async (tx, article, working) => {
    if (article.revision === 0) return fail('conflict', 'help.error.onlyText');
    if (working.version !== input.version) return fail('conflict', 'help.error.changedMeanwhile');
    await discardWithin(ctx, tx, article, working);
    return ok(null);
  });
}

/** What was written stays in the history, from where it can be taken up again. */
export async function discardWithin(
  ctx: Ctx,
  tx: Tx,
  { key, locale }: ArticleRow,
  { id, number }: Revision,
): Promise<void> {
  await tx.update(articleRevisions).set({ state: 'discarded', publishAt: null }).where(eq(articleRevisions.id, id));
  await noteActivity(ctx, tx, { key, locale, kind: 'revision.discarded', details: { number } });
}

/**
 * The guard that all who change a working text share.
 * @param otherwise what is answered where nobody is working on one
 */
export async function withWorking(
  ctx: Ctx,
  address: ArticleAddress,
  change: (tx: Tx, article: ArticleRow, working: Revision) => Promise<Result<null>>,
  otherwise: (tx: Tx, article: ArticleRow) => Promise<Result<null>> = () =>
    Promise.resolve(fail('conflict', 'help.error.changedMeanwhile')),
): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const article = await findArticleRow(tx, address);
    if (!article) return fail('not_found', 'error.notFound');
    const working = await findWorkingRevision(tx, article.id);
    return working ? change(tx, article, working) : otherwise(tx, article);
  });
}
