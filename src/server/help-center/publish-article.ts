import { and, eq } from 'drizzle-orm';
import { articles, categories } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { articlePublished } from './article.events.ts';
import { canPublishArticle } from './article.policy.ts';
import { publishedArticleSchema, type CategoryInput, type PublishArticle } from './article.schema.ts';
import { renderMarkdown } from '../platform/render-markdown.ts';

/**
 * Publishes one language's version of an article, new or changed: renders and sanitizes it, counts the revision, tells
 * subscribers. Publishing the same again changes nothing.
 */
export async function publishArticle(
  ctx: Ctx,
  input: PublishArticle,
): Promise<Result<{ id: string; changed: boolean }>> {
  if (!canPublishArticle(ctx.viewer)) return fail('not_found', 'error.notFound');
  const parsed = publishedArticleSchema.safeParse(input);
  if (!parsed.success) return fail('invalid_input', 'error.invalidInput');
  return ctx.db.write((tx) => publishWithin(ctx, tx, parsed.data));
}

type Checked = (typeof publishedArticleSchema)['_output'];

/** The same inside a transaction that publishes more. */
export async function publishWithin(
  ctx: Ctx,
  tx: Tx,
  input: Checked,
): Promise<Result<{ id: string; changed: boolean }>> {
  const { popular = null, ...content } = input;
  const { html, headings, text } = renderMarkdown(input.body);
  const [known] = await tx
    .select()
    .from(articles)
    .where(and(eq(articles.key, input.key), eq(articles.locale, input.locale)));
  const [category] = await tx.select({ id: categories.id }).from(categories).where(eq(categories.id, input.categoryId));
  if (!category)
    return fail('invalid_input', 'help.unknownCategory', { fields: { categoryId: 'help.unknownCategory' } });
  const now = ctx.clock.now();
  const next = { ...content, popular, html, headings, text };
  if (known) {
    const isSame =
      known.status === 'published' &&
      Object.entries(next).every(([name, value]) => sameValue(known[name as keyof typeof next], value));
    if (isSame) return ok({ id: known.id, changed: false });
    await tx
      .update(articles)
      .set({ ...next, status: 'published', revision: known.revision + 1, publishedAt: known.publishedAt ?? now })
      .where(eq(articles.id, known.id));
    await publish(ctx, tx, articlePublished({ articleId: known.id }));
    return ok({ id: known.id, changed: true });
  }
  const id = ctx.ids.next();
  await tx.insert(articles).values({ id, ...next, status: 'published', publishedAt: now, createdAt: now });
  await publish(ctx, tx, articlePublished({ articleId: id }));
  return ok({ id, changed: true });
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Creates or renames the topics, in the order given. Within a transaction, since articles need them. */
export async function putCategories(tx: Tx, list: readonly CategoryInput[]): Promise<void> {
  for (const [position, category] of list.entries()) {
    const row = { ...category, position };
    await tx.insert(categories).values(row).onConflictDoUpdate({ target: categories.id, set: row });
  }
}
