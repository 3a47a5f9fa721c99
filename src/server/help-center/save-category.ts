import { eq, inArray } from 'drizzle-orm';
import { articles, categories } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { articlePublished } from './article.events.ts';
import { canDecideReviews, canWriteArticles } from './article.policy.ts';
import { inTreeOrder, treeFault, withBelow } from './category-tree.ts';
import type { CategoryForm } from './category.schema.ts';

type Category = typeof categories.$inferSelect;
type Fields = Omit<CategoryForm, 'act'>;

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
    return ok({ id: input.id });
  });
}

/**
 * Changes names, icon, place and phrases of a topic; whether its texts are reviewed is for supervisors. Articles are searched by
 * the phrases of their topics, so search follows where those or the place changed. A repeat is harmless.
 */
export async function changeCategory(ctx: Ctx, input: Fields & { id: string }): Promise<Result<null>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const all = await tx.select().from(categories);
    const known = all.find(({ id }) => id === input.id);
    if (!known) return fail('not_found', 'error.notFound');
    const fault = placeFault(all, input);
    if (fault) return fault;
    const row = rowOf(input);
    const isMoved = known.parentId !== input.parentId;
    await tx
      .update(categories)
      .set({
        ...row,
        reviewed: canDecideReviews(ctx.viewer) ? input.reviewed : known.reviewed,
        ...(isMoved ? { position: lastUnder(all, input.parentId) } : {}),
      })
      .where(eq(categories.id, input.id));
    const isHeard = JSON.stringify(known.phrases) === JSON.stringify(row.phrases);
    if (isMoved || !isHeard) await tellOfTopics(ctx, tx, withBelow(all, input.id));
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
    return removed.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
  });
}

const rowOf = (input: Fields) => ({
  icon: input.icon,
  title: { ru: input.titleRu, en: input.titleEn },
  summary: { ru: input.summaryRu, en: input.summaryEn },
  parentId: input.parentId,
  phrases: { ru: input.phrasesRu, en: input.phrasesEn },
});

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
