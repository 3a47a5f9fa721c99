import { and, eq, lte } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteActivity, type ActivityKind } from './article-activity.ts';
import { articlePublished } from './article.events.ts';
import { canWriteArticles } from './article.policy.ts';
import { findArticleRow, findWorkingRevision, type ArticleRow } from './revision.queries.ts';
import type { ArticleAddress } from './revision.ts';

/** Takes an article away from readers; its texts are kept, and one that was to appear later waits as a draft. A repeat is harmless. */
export const archiveArticle = (ctx: Ctx, address: ArticleAddress): Promise<Result<null>> =>
  changeStatus(ctx, address, 'archived');

/** Gives an archived article back: it is shown again as it was, or is a draft where it never was. A repeat is harmless. */
export const unarchiveArticle = (ctx: Ctx, address: ArticleAddress): Promise<Result<null>> =>
  changeStatus(ctx, address, 'restored');

async function changeStatus(ctx: Ctx, address: ArticleAddress, to: 'archived' | 'restored'): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const article = await findArticleRow(tx, address);
    if (!article) return fail('not_found', 'error.notFound');
    const working = await findWorkingRevision(tx, article.id);
    // An archived article whose return is set for later stays away after all.
    const isToReturn = to === 'archived' && working?.state === 'scheduled';
    if ((article.status === 'archived') === (to === 'archived') && !isToReturn) return ok(null);
    const back = article.revision > 0 ? 'published' : working?.state === 'in_review' ? 'in_review' : 'draft';
    // What has expired would expire again at once, in any language: all of them share the day.
    const isOver = article.expiresAt !== null && article.expiresAt <= ctx.clock.now();
    await moveArticle(ctx, tx, article, {
      status: to === 'archived' ? 'archived' : back,
      kind: `article.${to}`,
      ...(to === 'restored' && isOver ? { expiresAt: null } : {}),
    });
    return ok(null);
  });
}

/** Changes where an article stands, within a transaction; notes it and tells subscribers. */
export async function moveArticle(
  ctx: Ctx,
  tx: Tx,
  { id, key, locale }: ArticleRow,
  { status, kind, ...shared }: { status: ArticleRow['status']; kind: ActivityKind; expiresAt?: null },
): Promise<void> {
  await tx.update(articles).set({ status }).where(eq(articles.id, id));
  if ('expiresAt' in shared) await tx.update(articles).set(shared).where(eq(articles.key, key));
  // Nothing comes back by itself.
  await tx
    .update(articleRevisions)
    .set({ state: 'draft', publishAt: null })
    .where(and(eq(articleRevisions.articleId, id), eq(articleRevisions.state, 'scheduled')));
  await noteActivity(ctx, tx, { key, locale, kind });
  await publish(ctx, tx, articlePublished({ articleId: id }));
}

/** Archives what has expired; regular work, harmless when two processes do it. */
export async function expireArticles(ctx: Ctx): Promise<number> {
  const over = and(eq(articles.status, 'published'), lte(articles.expiresAt, ctx.clock.now()));
  const rows = await ctx.db.read.select({ id: articles.id }).from(articles).where(over).limit(100);
  let expired = 0;
  for (const { id } of rows) {
    expired += await ctx.db.write(async (tx) => {
      const [article] = await tx
        .select()
        .from(articles)
        .where(and(eq(articles.id, id), over));
      if (!article) return 0;
      await moveArticle(ctx, tx, article, { status: 'archived', kind: 'article.expired' });
      return 1;
    });
  }
  return expired;
}
