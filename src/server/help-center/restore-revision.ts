import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canWriteArticles } from './article.policy.ts';
import { findArticleRow, findRevision, findWorkingRevision } from './revision.queries.ts';
import { contentOf, sameContent, type ArticleAddress } from './revision.ts';
import { discardWithin } from './review-revision.ts';
import { startWithin } from './save-revision.ts';

/**
 * Begins the next text with an earlier one. A text that is being worked on is set aside for it and stays in the history; readers
 * see nothing before it is published.
 */
export async function restoreRevision(
  ctx: Ctx,
  { number, ...address }: ArticleAddress & { number: number },
): Promise<Result<{ number: number }>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<{ number: number }>> => {
    const article = await findArticleRow(tx, address);
    const earlier = article && (await findRevision(tx, article.id, number));
    if (!article || !earlier) return fail('not_found', 'error.notFound');
    const content = contentOf(earlier);
    const known = await findWorkingRevision(tx, article.id);
    if (known && (known.number === number || sameContent(known, content))) return ok({ number: known.number });
    if (known) await discardWithin(ctx, tx, article, known);
    const started = await startWithin(ctx, tx, article, {
      content,
      restoredFrom: number,
      sourceRevision: earlier.sourceRevision,
    });
    return ok({ number: started.number });
  });
}
