import { and, eq, inArray } from 'drizzle-orm';
import { articleBlocks, articleFiles, articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { companyDay } from '../platform/company-day.ts';
import { LONGEST } from '../platform/intricate.ts';
import { renderMarkdown, type Rendered } from '../platform/render-markdown.ts';
import { articleFilePath, type ArticleFile } from './article-file.ts';
import { filesIn } from './article-files.queries.ts';
import { articlePublished } from './article.events.ts';
import { blockKeysIn, withBlocks } from './block.ts';
import type { ArticleRow } from './revision.queries.ts';
import type { Content } from './revision.ts';

/** A body with its blocks put in, as Markdown. */
export async function expandBlocks(db: Tx | Ctx['db']['read'], body: string, locale: Locale): Promise<string> {
  const keys = blockKeysIn(body);
  if (keys.length === 0) return body;
  const rows = await db
    .select({ key: articleBlocks.key, body: articleBlocks.body })
    .from(articleBlocks)
    .where(and(inArray(articleBlocks.key, keys), eq(articleBlocks.locale, locale)));
  return withBlocks(body, new Map(rows.map((row) => [row.key, row.body])));
}

/** A body as it is read: its blocks and pictures put in, rendered and sanitized. */
export async function renderBody(
  db: Tx | Ctx['db']['read'],
  body: string,
  locale: Locale,
): Promise<Rendered & { files: ArticleFile[] }> {
  const expanded = await expandBlocks(db, body, locale);
  // Who puts a long block in a thousand times sees it once: as it is written.
  const whole = expanded.length > LONGEST ? body : expanded;
  const files = await filesIn(db, whole);
  const shown = new Map([...files].map(([id, file]) => [id, { ...file, href: articleFilePath(id) }]));
  return { ...renderMarkdown(whole, shown), files: [...files.values()] };
}

/** Whatever is shown is kept with the article that shows it as well; whom it is for is decided where it was added. */
export async function keepFiles(ctx: Ctx, tx: Tx, key: string, files: readonly ArticleFile[]): Promise<void> {
  if (files.length === 0) return;
  const createdAt = ctx.clock.now();
  const rows = files.map(({ id, ...file }) => ({ ...file, key, fileId: id, owned: false, createdAt }));
  await tx.insert(articleFiles).values(rows).onConflictDoNothing();
}

/**
 * Makes a text the one that readers see, and tells subscribers. It is as true as it was just now said to be: whoever publishes
 * has checked it, and what was doubted about the text before is over.
 * @param shown.updatedOn the day readers are told; today when absent
 * @param shown.sourceRevision a translation: the revision of the original that it says the same as
 */
export async function showRevision(
  ctx: Ctx,
  tx: Tx,
  article: ArticleRow,
  shown: Content & { number: number; updatedOn?: string; sourceRevision: number | null },
): Promise<void> {
  const { number, title, summary, questions, body, updatedOn = companyDay(ctx.clock) } = shown;
  const { html, headings, text, files } = await renderBody(tx, body, article.locale);
  await keepFiles(ctx, tx, article.key, files);
  const now = ctx.clock.now();
  await tx
    .update(articles)
    .set({
      ...{ title, summary, questions, body, html, headings, text, updatedOn },
      status: 'published',
      revision: number,
      publishedAt: article.publishedAt ?? now,
      sourceRevision: shown.sourceRevision,
      verifiedOn: updatedOn,
      verifiedBy: ctx.viewer.kind === 'user' ? ctx.viewer.userId : null,
      absentVerifier: null,
      remindedAt: null,
      underReviewAt: null,
    })
    .where(eq(articles.id, article.id));
  // Whoever publishes what has expired wants it to be read, not to expire again at once; all languages share the day.
  if (article.expiresAt !== null && article.expiresAt <= now) {
    await tx.update(articles).set({ expiresAt: null }).where(eq(articles.key, article.key));
  }
  await publish(ctx, tx, articlePublished({ articleId: article.id }));
}
