import { and, eq, inArray } from 'drizzle-orm';
import { articleBlocks, articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { companyDay } from '../platform/company-day.ts';
import { renderMarkdown, type Rendered } from '../platform/render-markdown.ts';
import { articlePublished } from './article.events.ts';
import { blockKeysIn, withBlocks } from './block.ts';
import { findVersionRows, type ArticleRow } from './revision.queries.ts';
import type { Content } from './revision.ts';

/** A body as it is read: its blocks put in, rendered and sanitized. */
export async function renderBody(tx: Tx | Ctx['db']['read'], body: string, locale: Locale): Promise<Rendered> {
  const keys = blockKeysIn(body);
  if (keys.length === 0) return renderMarkdown(body);
  const rows = await tx
    .select({ key: articleBlocks.key, body: articleBlocks.body })
    .from(articleBlocks)
    .where(and(inArray(articleBlocks.key, keys), eq(articleBlocks.locale, locale)));
  return renderMarkdown(withBlocks(body, new Map(rows.map((row) => [row.key, row.body]))));
}

/**
 * Makes a text the one that readers see, and tells subscribers. It is as true as it was just now said to be: whoever publishes
 * has checked it, and what was doubted about the text before is over.
 * @param updatedOn the day readers are told; today when absent
 */
export async function showRevision(
  ctx: Ctx,
  tx: Tx,
  article: ArticleRow,
  shown: Content & { number: number; updatedOn?: string },
): Promise<void> {
  const { number, title, summary, questions, body, updatedOn = companyDay(ctx.clock) } = shown;
  const { html, headings, text } = await renderBody(tx, body, article.locale);
  const others = await findVersionRows(tx, article.key);
  const source = others.find(({ locale }) => locale === article.sourceLocale);
  const now = ctx.clock.now();
  await tx
    .update(articles)
    .set({
      ...{ title, summary, questions, body, html, headings, text, updatedOn },
      status: 'published',
      revision: number,
      publishedAt: article.publishedAt ?? now,
      sourceRevision: source ? source.revision : article.sourceRevision,
      verifiedOn: updatedOn,
      verifiedBy: ctx.viewer.kind === 'user' ? ctx.viewer.userId : null,
      remindedAt: null,
      underReviewAt: null,
    })
    .where(eq(articles.id, article.id));
  await publish(ctx, tx, articlePublished({ articleId: article.id }));
}
