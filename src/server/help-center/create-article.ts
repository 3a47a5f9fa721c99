import { articles } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canWriteArticles } from './article.policy.ts';
import { reservedKeys } from './article.schema.ts';
import { noteActivity } from './article-activity.ts';
import { sharedOf } from './publish-article.ts';
import { findArticleRow, findCategory, findVersionRows } from './revision.queries.ts';
import { contentOf, type ArticleAddress, type Content } from './revision.ts';
import { startWithin } from './save-revision.ts';

interface NewArticle extends ArticleAddress, Partial<Content> {
  categoryId: string;
  title: string;
}

/** Begins an article as a draft: nobody but those who write and answer sees it before it is published. */
export async function createArticle(ctx: Ctx, input: NewArticle): Promise<Result<ArticleAddress>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return createWithin(ctx, input);
}

/** The same for a verb that has asked who may. The owner is whoever writes; a draft of anybody else has none. */
export async function createWithin(ctx: Ctx, input: NewArticle): Promise<Result<ArticleAddress>> {
  const { key, locale, categoryId } = input;
  return ctx.db.write(async (tx): Promise<Result<ArticleAddress>> => {
    const [known] = await findVersionRows(tx, key);
    if (known || reservedKeys.has(key))
      return fail('conflict', 'help.error.keyTaken', { fields: { key: 'help.error.keyTaken' } });
    if (!(await findCategory(tx, categoryId))) {
      return fail('invalid_input', 'help.unknownCategory', { fields: { categoryId: 'help.unknownCategory' } });
    }
    const content = { title: input.title, summary: '', questions: [], body: '', ...definedOf(input) };
    const [article] = await tx
      .insert(articles)
      .values({
        ...content,
        ...{ id: ctx.ids.next(), key, locale, categoryId, status: 'draft', revision: 0, related: [] },
        ...{ html: '', text: '', headings: [], updatedOn: companyDay(ctx.clock), createdAt: ctx.clock.now() },
        ownerId: ctx.viewer.kind === 'user' && canWriteArticles(ctx.viewer) ? ctx.viewer.userId : null,
      })
      .returning();
    if (!article) throw new Error(`the article ${key} was not stored`);
    await startWithin(ctx, tx, article);
    await noteActivity(ctx, tx, { key, locale, kind: 'article.created' });
    return ok({ key, locale });
  });
}

const definedOf = ({ summary, questions, body }: Partial<Content>): Partial<Content> => ({
  ...(summary === undefined ? {} : { summary }),
  ...(questions === undefined ? {} : { questions }),
  ...(body === undefined ? {} : { body }),
});

/** Begins another language of an article with the text of the one it is translated from. A repeat is harmless. */
export async function startTranslation(ctx: Ctx, { key, locale }: ArticleAddress): Promise<Result<ArticleAddress>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<ArticleAddress>> => {
    const [source] = await findVersionRows(tx, key);
    if (!source) return fail('not_found', 'error.notFound');
    if (await findArticleRow(tx, { key, locale })) return ok({ key, locale });
    const [article] = await tx
      .insert(articles)
      .values({
        ...contentOf(source),
        ...sharedOf(source),
        ...{ id: ctx.ids.next(), key, locale, status: 'draft', revision: 0 },
        ...{ categoryId: source.categoryId, related: source.related, popular: source.popular },
        ...{ sourceLocale: source.locale, sourceRevision: source.revision },
        ...{ html: '', text: '', headings: [], updatedOn: companyDay(ctx.clock), createdAt: ctx.clock.now() },
      })
      .returning();
    if (!article) throw new Error(`the article ${key} was not stored`);
    await startWithin(ctx, tx, article);
    await noteActivity(ctx, tx, { key, locale, kind: 'translation.started' });
    return ok({ key, locale });
  });
}
