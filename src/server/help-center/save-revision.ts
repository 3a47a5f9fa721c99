import { and, eq, lte } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleRevisions, articleSaves } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Failure, type Result } from '../platform/result.ts';
import { noteActivity } from './article-activity.ts';
import { canWriteArticles } from './article.policy.ts';
import {
  findArticleRow,
  findRevision,
  findSave,
  findVersionRows,
  findWorkingRevision,
  lastVersion,
  nextNumber,
  type ArticleRow,
} from './revision.queries.ts';
import {
  contentOf,
  sameContent,
  sourceAfter,
  stateAfterSave,
  type ArticleAddress,
  type Content,
  type Follows,
  type Revision,
} from './revision.ts';

/** Saves of one text that are kept: an hour of steady writing. */
const KEPT_SAVES = 120;

/** Somebody else saved first: what both began with, and what they wrote. */
export interface Collision {
  base: Content;
  theirs: Content;
  /** What the next save has to say it began with. */
  version: number;
  savedBy: string | null;
  savedAt: Date;
}

export type SaveResult =
  { ok: true; value: { version: number; number: number } } | { ok: false; error: Failure; collision?: Collision };

/** Begins the next text of an article with what is shown now; gives the one that is being worked on where there is one. */
export async function startRevision(ctx: Ctx, address: ArticleAddress): Promise<Result<Revision>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<Revision>> => {
    const article = await findArticleRow(tx, address);
    return article ? ok(await startWithin(ctx, tx, article)) : fail('not_found', 'error.notFound');
  });
}

export async function startWithin(
  ctx: Ctx,
  tx: Tx,
  article: ArticleRow,
  begun: { content?: Content; restoredFrom?: number; sourceRevision?: number | null } = {},
): Promise<Revision> {
  const working = await findWorkingRevision(tx, article.id);
  if (working) return working;
  const by = byOf(ctx);
  const now = ctx.clock.now();
  const content = begun.content ?? contentOf(article);
  const [revision] = await tx
    .insert(articleRevisions)
    .values({
      ...content,
      id: ctx.ids.next(),
      articleId: article.id,
      number: await nextNumber(tx, article.id),
      state: 'draft',
      restoredFrom: begun.restoredFrom ?? null,
      sourceRevision: begun.sourceRevision ?? null,
      authorId: by,
      savedBy: by,
      savedAt: now,
      version: (await lastVersion(tx, article.id)) + 1,
      createdAt: now,
    })
    .returning();
  if (!revision) throw new Error(`a revision of ${article.key} was not stored`);
  await keepSave(tx, revision, content);
  return revision;
}

/**
 * Saves what was written, begun or not. A save that began with an older one than the last is refused and comes with both texts,
 * so that nothing is lost on either side; one that says nothing new changes nothing, and begins no draft of what is published.
 * @param input.version the save it began with, or that of the shown text where nobody was working on one; 0 where that is not known
 * @param input.follows a translation: whether it says what the original says now
 */
export async function saveRevision(
  ctx: Ctx,
  input: ArticleAddress & { version: number; content: Content; reason?: string | null; follows?: Follows },
): Promise<SaveResult> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<SaveResult> => {
    const article = await findArticleRow(tx, input);
    if (!article) return fail('not_found', 'error.notFound');
    const known = await findWorkingRevision(tx, article.id);
    // Without a text being worked on, what they began with may be published by now, or may have been given up.
    const last = known ?? (await findRevision(tx, article.id, article.revision));
    if (!known && last && article.status === 'published' && saysNothingNew(article, input)) {
      await confirmTranslation(ctx, tx, article, input.follows);
      return ok({ version: last.version, number: last.number });
    }
    if (last && input.version !== last.version) {
      const base = (await findSave(tx, article.id, input.version)) ?? contentOf(article);
      const collision = collided(last, base, input.content);
      if (collision) return collision;
    }
    const working = known ?? (await startWithin(ctx, tx, article));
    const reason = input.reason === undefined ? working.reason : input.reason;
    const sourceRevision = sourceAfter(working, article, input.follows);
    const isSame = reason === working.reason && sourceRevision === working.sourceRevision;
    if (isSame && sameContent(working, input.content)) return ok({ version: working.version, number: working.number });
    return ok(await store(ctx, tx, { article, working, content: input.content, reason, sourceRevision }));
  });
}

const saysNothingNew = (article: ArticleRow, input: { content: Content; reason?: string | null }): boolean =>
  sameContent(article, input.content) && (input.reason ?? null) === null;

/** A translation that needed no other words to follow its original is no longer behind; that is noted instead of a text. */
async function confirmTranslation(ctx: Ctx, tx: Tx, article: ArticleRow, follows: Follows): Promise<void> {
  const { id, key, locale, sourceLocale, sourceRevision } = article;
  if (typeof follows !== 'number' || sourceRevision === null) return;
  const source = (await findVersionRows(tx, key)).find((each) => each.locale === sourceLocale);
  const confirmed = Math.min(follows, source?.revision ?? 0);
  if (confirmed <= sourceRevision) return;
  await tx.update(articles).set({ sourceRevision: confirmed }).where(eq(articles.id, id));
  await noteActivity(ctx, tx, { key, locale, kind: 'translation.confirmed', details: { number: confirmed } });
}

/** Null where nobody wrote anything else meanwhile. */
function collided(working: Revision, base: Content, mine: Content): SaveResult | null {
  if (sameContent(working, mine) || sameContent(working, base)) return null;
  const { version, savedBy, savedAt } = working;
  return {
    ok: false,
    error: { code: 'conflict', message: 'help.error.collision' },
    collision: { base, theirs: contentOf(working), version, savedBy, savedAt },
  };
}

interface Stored {
  article: ArticleRow;
  working: Revision;
  content: Content;
  reason: string | null;
  sourceRevision: number | null;
}

/** One more save of a text; the last ones are kept. */
async function store(
  ctx: Ctx,
  tx: Tx,
  { article, working, content, reason, sourceRevision }: Stored,
): Promise<{ version: number; number: number }> {
  const by = byOf(ctx);
  const version = working.version + 1;
  const saved = { savedBy: by, savedAt: ctx.clock.now() };
  await tx
    .update(articleRevisions)
    .set({
      ...content,
      ...saved,
      reason,
      sourceRevision,
      version,
      state: stateAfterSave(working, by),
      publishAt: null,
    })
    .where(eq(articleRevisions.id, working.id));
  // Before it is published for the first time, what is written is all there is to show in lists: under the last title it had.
  if (article.revision === 0) {
    const title = content.title === '' ? article.title : content.title;
    await tx
      .update(articles)
      .set({ ...content, title, status: article.status === 'archived' ? 'archived' : stateAfterSave(working, by) })
      .where(eq(articles.id, article.id));
  }
  await keepSave(tx, { ...working, ...saved, version }, content);
  return { version, number: working.number };
}

async function keepSave(tx: Tx, { id, version, savedBy, savedAt }: Revision, content: Content): Promise<void> {
  await tx.insert(articleSaves).values({ revisionId: id, version, content, savedBy, savedAt }).onConflictDoNothing();
  await tx
    .delete(articleSaves)
    .where(and(eq(articleSaves.revisionId, id), lte(articleSaves.version, version - KEPT_SAVES)));
}

export const byOf = (ctx: Ctx): string | null => (ctx.viewer.kind === 'user' ? ctx.viewer.userId : null);
