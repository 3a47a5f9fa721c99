import { and, eq, inArray } from 'drizzle-orm';
import { articleBlocks, articles, categories } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { isIntricate } from '../platform/intricate.ts';
import { fail, ok, type Failure, type Result } from '../platform/result.ts';
import { articlePublished } from './article.events.ts';
import { canDecideReviews, canWriteArticles } from './article.policy.ts';
import type { Audience } from './audience.ts';
import { blockKeysIn, fileKeyOfBlock } from './block.ts';
import { listArticlesWithBlock, type BlockText } from './block.queries.ts';
import { restrictedFiles } from './file-owners.ts';
import { lostLinks } from './revision.check.ts';
import { byOf } from './save-revision.ts';
import { keepFiles, renderBody } from './show-revision.ts';

const EVERYBODY: Audience = { audience: 'public', segments: [], customerIds: [] };

/** A block's text in one language, and the save it began with; 0 for none. An empty one takes the language away. */
export type NewBlockText = Pick<BlockText, 'title' | 'body'> & { version: number };

/**
 * Saves a block in the languages that changed, and renders every published article that uses it anew, in the same transaction:
 * no reader sees the old text beside the new one. Refused when somebody else saved a language since it was opened. What stands in
 * a topic whose texts are reviewed is changed by those who decide about reviews: a block is published as soon as it is saved.
 */
export async function saveBlock(
  ctx: Ctx,
  input: { key: string; texts: Record<Locale, NewBlockText> },
): Promise<Result<{ rendered: number }>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write((tx) => saveWithin(ctx, tx, input));
}

/** The same inside a transaction that saves more. */
export async function saveWithin(
  ctx: Ctx,
  tx: Tx,
  { key, texts }: { key: string; texts: Record<Locale, NewBlockText> },
): Promise<Result<{ rendered: number }>> {
  const rows = await tx.select().from(articleBlocks).where(eq(articleBlocks.key, key));
  const changed: { locale: Locale; text: NewBlockText }[] = [];
  for (const locale of locales) {
    const [text, known] = [texts[locale], rows.find((row) => row.locale === locale)];
    if (text.title === (known?.title ?? '') && text.body === (known?.body ?? '')) continue;
    if (text.version !== (known?.version ?? 0)) return fail('conflict', 'articles.blocks.error.changed');
    const fault = await faultIn(tx, { key, locale }, text);
    if (fault) return { ok: false, error: fault };
    if (text.body === '' && (await listArticlesWithBlock(tx, key, locale)).length > 0) {
      return fail('conflict', 'articles.blocks.error.used');
    }
    const topics = canDecideReviews(ctx.viewer) ? [] : await reviewedTopicsOf(ctx, tx, { key, locale });
    if (topics.length > 0) {
      return fail('conflict', 'articles.blocks.error.reviewed', { values: { topics: topics.join(', ') } });
    }
    changed.push({ locale, text });
  }
  let rendered = 0;
  for (const { locale, text } of changed) {
    await put(ctx, tx, { key, locale, text });
    rendered += await renderAnew(ctx, tx, key, locale);
  }
  return ok({ rendered });
}

/** Names of the topics that ask for a review and hold an article with the block, shown or being written. */
async function reviewedTopicsOf(ctx: Ctx, tx: Tx, block: { key: string; locale: Locale }): Promise<string[]> {
  const used = await listArticlesWithBlock(tx, block.key, block.locale);
  if (used.length === 0) return [];
  const rows = await tx
    .selectDistinct({ id: categories.id, title: categories.title })
    .from(articles)
    .innerJoin(categories, eq(categories.id, articles.categoryId))
    .where(
      and(
        eq(categories.reviewed, true),
        inArray(
          articles.id,
          used.map(({ id }) => id),
        ),
      ),
    );
  const locale = ctx.viewer.kind === 'user' ? ctx.viewer.locale : block.locale;
  return rows.map(({ id, title }) => title[locale] ?? id);
}

/** Removes a block no text uses, in any language. */
export async function deleteBlock(ctx: Ctx, key: string): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    for (const locale of locales) {
      if ((await listArticlesWithBlock(tx, key, locale)).length > 0)
        return fail('conflict', 'articles.blocks.error.used');
    }
    const gone = await tx.delete(articleBlocks).where(eq(articleBlocks.key, key)).returning({ key: articleBlocks.key });
    return gone.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
  });
}

async function put(
  ctx: Ctx,
  tx: Tx,
  { key, locale, text: { title, body, version } }: { key: string; locale: Locale; text: NewBlockText },
): Promise<void> {
  if (body === '') {
    await tx.delete(articleBlocks).where(and(eq(articleBlocks.key, key), eq(articleBlocks.locale, locale)));
    return;
  }
  const saved = { title, body, version: version + 1, savedBy: byOf(ctx), savedAt: ctx.clock.now(), absentSaver: null };
  await tx
    .insert(articleBlocks)
    .values({ key, locale, ...saved })
    .onConflictDoUpdate({ target: [articleBlocks.key, articleBlocks.locale], set: saved });
}

/** A block is no place for blocks, and its links and files have to exist as everywhere. */
async function faultIn(
  tx: Tx,
  { key, locale }: { key: string; locale: Locale },
  { body }: NewBlockText,
): Promise<Failure | null> {
  const field = locale === 'ru' ? 'bodyRu' : 'bodyEn';
  if (blockKeysIn(body).length > 0) {
    const message = 'articles.blocks.error.nested';
    return { code: 'invalid_input', message, fields: { [field]: message } };
  }
  if (isIntricate(body)) {
    const message = 'help.error.intricate';
    return { code: 'invalid_input', message, fields: { [field]: message } };
  }
  // A block is shown by whatever article, to its readers.
  const files = await restrictedFiles(tx, { ...EVERYBODY, key: fileKeyOfBlock(key) }, body);
  if (files.length > 0) {
    const message = 'help.error.restrictedFiles';
    return { code: 'invalid_input', message, values: { files: files.join(', ') }, fields: { [field]: message } };
  }
  const lost = await lostLinks(tx, '', body);
  if (lost.length === 0) return null;
  const message = 'help.error.lostLinks';
  return { code: 'invalid_input', message, values: { links: lost.join(', ') }, fields: { [field]: message } };
}

/**
 * Renders what shows a block anew and tells subscribers of each; texts and revisions stay as they are. Archived ones too: they may
 * be given back as they were.
 */
async function renderAnew(ctx: Ctx, tx: Tx, key: string, locale: Locale): Promise<number> {
  let rendered = 0;
  for (const { id } of await listArticlesWithBlock(tx, key, locale)) {
    // One body at a time: a block in a thousand long articles must not keep all of them in memory.
    const [article] = await tx.select().from(articles).where(eq(articles.id, id));
    if (!article || article.revision === 0 || !blockKeysIn(article.body).includes(key)) continue;
    const { html, headings, text, files } = await renderBody(tx, article.body, locale);
    await keepFiles(ctx, tx, article.key, files);
    await tx.update(articles).set({ html, headings, text }).where(eq(articles.id, id));
    await publish(ctx, tx, articlePublished({ articleId: id }));
    rendered++;
  }
  return rendered;
}
