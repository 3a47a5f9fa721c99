import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { articles, categories } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canWriteArticles } from './article.policy.ts';
import { treeFault } from './category-tree.ts';
import { publishedArticleSchema, type CategoryInput, type PublishArticle } from './article.schema.ts';
import {
  findArticleRow,
  findCategory,
  findVersionRows,
  findWorkingRevision,
  lastVersion,
  nextNumber,
  type ArticleRow,
} from './revision.queries.ts';
import { contentOf, sameContent } from './revision.ts';
import { showRevision } from './show-revision.ts';

/**
 * Publishes one language's version of an article as it was written elsewhere (a file, a script), new or changed, as its next
 * revision. Publishing the same again changes nothing; what somebody is writing in the desk is left to them.
 */
export async function publishArticle(
  ctx: Ctx,
  input: PublishArticle,
): Promise<Result<{ id: string; changed: boolean }>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
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
  if (!(await findCategory(tx, input.categoryId))) {
    return fail('invalid_input', 'help.unknownCategory', { fields: { categoryId: 'help.unknownCategory' } });
  }
  const known = await findArticleRow(tx, input);
  if (known && isShown(known, input)) return ok({ id: known.id, changed: false });
  if (known && (await findWorkingRevision(tx, known.id))) return fail('conflict', 'help.error.beingWritten');
  const article = known ?? (await insertArticle(ctx, tx, input));
  const number = await nextNumber(tx, article.id);
  const now = ctx.clock.now();
  const by = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const sourceRevision = await sourceOf(tx, article, input);
  await tx.insert(articleRevisions).values({
    ...contentOf(input),
    id: ctx.ids.next(),
    articleId: article.id,
    number,
    state: 'published',
    sourceRevision,
    version: (await lastVersion(tx, article.id)) + 1,
    authorId: by,
    savedBy: by,
    savedAt: now,
    publishedBy: by,
    publishedAt: now,
    createdAt: now,
  });
  const { categoryId, related, popular = null } = input;
  const settled = { ...article, categoryId, related, popular };
  if (known) await settle(tx, settled);
  await showRevision(ctx, tx, settled, {
    ...contentOf(input),
    ...{ number, updatedOn: input.updatedOn, sourceRevision },
  });
  return ok({ id: article.id, changed: true });
}

/** A translation that comes with other words was made from the original there is; one that is the same is as old as it was. */
async function sourceOf(tx: Tx, article: ArticleRow, input: Checked): Promise<number | null> {
  if (article.sourceLocale === null || (article.revision > 0 && sameContent(article, input))) {
    return article.sourceRevision;
  }
  const source = await findArticleRow(tx, { key: article.key, locale: article.sourceLocale });
  return source?.revision ?? article.sourceRevision;
}

const isShown = (known: ArticleRow, input: Checked): boolean =>
  known.status === 'published' &&
  sameContent(known, input) &&
  known.categoryId === input.categoryId &&
  known.popular === (input.popular ?? null) &&
  known.updatedOn === input.updatedOn &&
  JSON.stringify(known.related) === JSON.stringify(input.related);

const settle = async (tx: Tx, { id, categoryId, related, popular }: ArticleRow): Promise<void> => {
  await tx.update(articles).set({ categoryId, related, popular }).where(eq(articles.id, id));
};

/** A new article, or a new language of one: then it takes over what all languages share. */
export async function insertArticle(ctx: Ctx, tx: Tx, input: Checked): Promise<ArticleRow> {
  const [source] = await findVersionRows(tx, input.key);
  const { key, locale, categoryId, related, popular = null, updatedOn } = input;
  const [row] = await tx
    .insert(articles)
    .values({
      ...contentOf(input),
      ...{ key, locale, categoryId, related, popular, updatedOn },
      id: ctx.ids.next(),
      status: 'draft',
      revision: 0,
      ...{ html: '', text: '', headings: [] },
      ...(source ? { ...sharedOf(source), sourceLocale: source.locale, sourceRevision: source.revision } : {}),
      createdAt: ctx.clock.now(),
    })
    .returning();
  if (!row) throw new Error(`the article ${key} was not stored`);
  return row;
}

/** What the versions of all languages say alike. */
export const sharedOf = ({
  audience,
  segments,
  customerIds,
  tags,
  ownerId,
  absentOwner,
  verifyEveryDays,
  expiresAt,
  settingsVersion,
}: ArticleRow) => ({
  ...{ audience, segments, customerIds, tags, ownerId, absentOwner, verifyEveryDays, expiresAt, settingsVersion },
});

/**
 * Creates the topics or makes them what is given, in that order. Within a transaction, since articles need them.
 * @param from the place of the first
 * @throws Error where one would stand under itself, too deep, or under one that does not come before it
 */
export async function putCategories(tx: Tx, list: readonly CategoryInput[], from = 0): Promise<void> {
  for (const [position, category] of list.entries()) {
    const { parent: parentId = null, phrases = {}, reviewed = false, ...named } = category;
    const row = { ...named, parentId, phrases, reviewed, position: from + position };
    const all = await tx.select().from(categories);
    const fault = treeFault(all, row);
    if (fault) throw new Error(`categories.yaml: ${category.id} cannot stand under ${String(parentId)}: ${fault}`);
    const { version = 0, ...known } = all.find(({ id }) => id === category.id) ?? {};
    if (isDeepStrictEqual(known, row)) continue;
    const set = { ...row, version: version + 1 };
    await tx.insert(categories).values(set).onConflictDoUpdate({ target: categories.id, set });
  }
}
