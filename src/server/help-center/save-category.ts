import { isDeepStrictEqual } from 'node:util';
import { eq, inArray } from 'drizzle-orm';
import { articles, categories } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteActivity, topicActivity, type ActivityKind } from './article-activity.ts';
import { articlePublished } from './article.events.ts';
import { canDecideReviews, canWriteArticles } from './article.policy.ts';
import { inTreeOrder, treeFault, withBelow } from './category-tree.ts';
import type { CategoryForm } from './category.schema.ts';

type Category = typeof categories.$inferSelect;
type Fields = Omit<CategoryForm, 'act' | 'version'>;

/** Adds a topic, last under its parent. */
export async function createCategory(ctx: Ctx, input: Fields & { id: string }): Promise<Result<{ id: string }>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<{ id: string }>> => {
    const all = await tx.select().from(categories);
    if (all.some(({ id }) => id === input.id)) return refused('id', 'articles.categories.error.idTaken', 'conflict');
    const fault = placeFault(all, input);
    if (fault) return fault;
    const reviewed = canDecideReviews(ctx.viewer) && input.reviewed;
    await tx
      .insert(categories)
      .values({ ...rowOf(input), id: input.id, reviewed, position: lastUnder(all, input.parentId) });
    await note(ctx, tx, input.id, 'category.created');
    return ok({ id: input.id });
  });
}

/**
 * Changes names, icon, place and phrases of a topic; whether its texts are reviewed is for supervisors. Articles are searched by
 * the phrases of their topics, so search follows where those or the place changed. A repeat is harmless; refused when somebody else
 * changed it since it was opened.
 * @param input.version the one that was opened
 */
export async function changeCategory(ctx: Ctx, input: Fields & { id: string; version: number }): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const all = await tx.select().from(categories);
    const known = all.find(({ id }) => id === input.id);
    if (!known) return fail('not_found', 'error.notFound');
    const row = { ...rowOf(input), reviewed: canDecideReviews(ctx.viewer) ? input.reviewed : known.reviewed };
    const changes = changesOf(known, row);
    if (Object.keys(changes).length === 0) return ok(null);
    if (known.version !== input.version) return fail('conflict', 'articles.categories.error.changed');
    const fault = placeFault(all, input);
    if (fault) return fault;
    await tx
      .update(categories)
      .set({
        ...row,
        version: known.version + 1,
        ...(changes.parentId ? { position: lastUnder(all, input.parentId) } : {}),
      })
      .where(eq(categories.id, input.id));
    await note(ctx, tx, input.id, 'category.changed', { changes });
    if (changes.parentId ?? changes.phrases) await tellOfTopics(ctx, tx, withBelow(all, input.id));
    return ok(null);
  });
}

/** One place up or down among its siblings; harmless at either end. */
export async function moveCategory(ctx: Ctx, { id, to }: { id: string; to: 'up' | 'down' }): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const all = inTreeOrder(await tx.select().from(categories));
    const known = all.find((each) => each.id === id);
    if (!known) return fail('not_found', 'error.notFound');
    const siblings = all.filter(({ parentId }) => parentId === known.parentId).map((each) => each.id);
    const from = siblings.indexOf(id);
    const other = siblings[to === 'up' ? from - 1 : from + 1];
    if (other === undefined) return ok(null);
    siblings[siblings.indexOf(other)] = id;
    siblings[from] = other;
    for (const [position, each] of siblings.entries()) {
      await tx.update(categories).set({ position }).where(eq(categories.id, each));
    }
    await note(ctx, tx, id, 'category.moved', { to });
    return ok(null);
  });
}

/** Removes a topic that holds nothing. */
export async function deleteCategory(ctx: Ctx, { id }: { id: string }): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const below = await tx.select({ id: categories.id }).from(categories).where(eq(categories.parentId, id)).limit(1);
    const held = await tx.select({ id: articles.id }).from(articles).where(eq(articles.categoryId, id)).limit(1);
    if (below.length + held.length > 0) return fail('conflict', 'articles.categories.error.notEmpty');
    const removed = await tx.delete(categories).where(eq(categories.id, id)).returning({ id: categories.id });
    if (removed.length === 0) return fail('not_found', 'error.notFound');
    await note(ctx, tx, id, 'category.removed');
    return ok(null);
  });
}

const rowOf = (input: Fields) => ({
  icon: input.icon,
  title: { ru: input.titleRu, en: input.titleEn },
  summary: { ru: input.summaryRu, en: input.summaryEn },
  parentId: input.parentId,
  phrases: { ru: input.phrasesRu, en: input.phrasesEn },
});

type Row = Omit<Category, 'id' | 'position' | 'version'>;

/** What differs, before and after, as it is noted: `{icon: ['truck', 'box']}`. */
function changesOf(before: Row, after: Row): Partial<Record<keyof Row, unknown>> {
  const names = ['icon', 'title', 'summary', 'parentId', 'phrases', 'reviewed'] as const satisfies (keyof Row)[];
  // A topic from before phrases has none in either language.
  const was = { ...before, phrases: { ru: [], en: [], ...before.phrases } };
  const differs = names.filter((name) => !isDeepStrictEqual(was[name], after[name]));
  return Object.fromEntries(differs.map((name) => [name, [was[name], after[name]]]));
}

const note = (ctx: Ctx, tx: Tx, id: string, kind: ActivityKind, details: Record<string, unknown> = {}): Promise<void> =>
  noteActivity(ctx, tx, { key: topicActivity(id), locale: null, kind, details });

const lastUnder = (all: readonly Category[], parentId: string | null): number =>
  Math.max(-1, ...all.filter((each) => each.parentId === parentId).map(({ position }) => position)) + 1;

function placeFault(all: readonly Category[], place: { id: string; parentId: string | null }): Result<never> | null {
  const fault = treeFault(all, place);
  return fault && refused('parentId', `articles.categories.error.${fault}`);
}

const refused = (field: string, message: WordKey, code: 'invalid_input' | 'conflict' = 'invalid_input') =>
  fail(code, message, { fields: { [field]: message } });

/** Tells that articles of these topics are searched by other words now. */
export async function tellOfTopics(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(inArray(articles.categoryId, [...ids]));
  for (const { id } of rows) await publish(ctx, tx, articlePublished({ articleId: id }));
}
