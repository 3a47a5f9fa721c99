import { z } from 'zod';
import { searchDecisions } from '#db/schema/help-center-readers.ts';
import type { Locale } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { oneLine } from '../platform/visible-text.ts';
import { canWriteArticles } from './article.policy.ts';
import { freeKey } from './article-key.ts';
import { createArticle } from './create-article.ts';
import { getDemandGroup, type DemandGroup } from './demand.queries.ts';
import { findArticleRow, findWorkingRevision } from './revision.queries.ts';
import { contentOf, type ArticleAddress } from './revision.ts';
import { saveRevision } from './save-revision.ts';

const say = (key: WordKey) => key;
/** Questions an article takes over from a group, and as many as it may have. */
const TAKEN_OVER = 8;
const MOST_QUESTIONS = 20;

const text = (least: number, most: number, wrong: WordKey) =>
  z.string(wrong).overwrite(oneLine).trim().min(least, wrong).max(most, wrong);
/** What an editor does about a group of searches: one form, told apart by its button. */
export const demandForm = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('write'),
    title: text(5, 120, say('help.error.title')),
    categoryId: z.string().min(1, say('help.unknownCategory')),
  }),
  z.object({ act: z.literal('answered'), articleKey: text(1, 80, say('help.demand.error.article')) }),
  z.object({ act: z.literal('nothing'), reason: text(3, 300, say('help.demand.error.reason')) }),
]);

export interface DemandAddress {
  locale: Locale;
  days: number;
  /** Any query of the group. */
  query: string;
}

/** Begins an article that answers what was searched for, with the searches as its questions. */
export async function writeForDemand(
  ctx: Ctx,
  { title, categoryId, ...address }: DemandAddress & { title: string; categoryId: string },
): Promise<Result<ArticleAddress>> {
  const found = await groupFor(ctx, address);
  if (!found.ok) return found;
  const { locale } = address;
  const key = await freeKey(ctx, title);
  const created = await createArticle(ctx, { key, locale, categoryId, title, questions: questionsOf(found.value) });
  if (!created.ok) return created;
  await decide(ctx, locale, found.value, { kind: 'written', articleKey: key });
  return created;
}

/** Adds what was searched for to the questions of an article that answers it; readers get it with its next publication. */
export async function answerDemand(
  ctx: Ctx,
  { articleKey: key, ...address }: DemandAddress & { articleKey: string },
): Promise<Result<ArticleAddress>> {
  const found = await groupFor(ctx, address);
  if (!found.ok) return found;
  const { locale } = address;
  const article = await findArticleRow(ctx.db.read, { key, locale });
  if (!article || article.status === 'archived') {
    return fail('invalid_input', 'help.demand.error.article', { fields: { articleKey: 'help.demand.error.article' } });
  }
  const working = await findWorkingRevision(ctx.db.read, article.id);
  const content = contentOf(working ?? article);
  const known = new Set(content.questions.map((question) => question.toLowerCase()));
  const fresh = questionsOf(found.value).filter((question) => !known.has(question));
  const questions = [...content.questions, ...fresh].slice(0, MOST_QUESTIONS);
  if (fresh.length > 0 && questions.length === content.questions.length) {
    return fail('conflict', 'help.demand.error.full', { fields: { articleKey: 'help.demand.error.full' } });
  }
  const saved = await saveRevision(ctx, {
    key,
    locale,
    version: working?.version ?? 0,
    content: { ...content, questions },
  });
  if (!saved.ok) return fail(saved.error.code, saved.error.message);
  await decide(ctx, locale, found.value, { kind: 'answered', articleKey: key });
  return ok({ key, locale });
}

/** Nothing is to be written about it, and why; it comes back when it has grown by half. */
export async function dismissDemand(
  ctx: Ctx,
  { reason, ...address }: DemandAddress & { reason: string },
): Promise<Result<null>> {
  const found = await groupFor(ctx, address);
  if (!found.ok) return found;
  await decide(ctx, address.locale, found.value, { kind: 'nothing', reason });
  return ok(null);
}

async function groupFor(ctx: Ctx, address: DemandAddress): Promise<Result<DemandGroup>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  const group = await getDemandGroup(ctx, address);
  return group ? ok(group) : fail('not_found', 'error.notFound');
}

/** Those asked most; what was hidden as personal is nobody's question. */
const questionsOf = ({ queries }: DemandGroup): string[] =>
  queries
    .map(({ query }) => query)
    .filter((query) => query.length >= 2 && !query.includes('…'))
    .slice(0, TAKEN_OVER);

async function decide(
  ctx: Ctx,
  locale: Locale,
  { query, times }: DemandGroup,
  what: { kind: 'written' | 'answered' | 'nothing'; articleKey?: string; reason?: string },
): Promise<void> {
  const userId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const { kind, articleKey = null, reason = null } = what;
  const row = { kind, articleKey, reason, times, userId, createdAt: ctx.clock.now() };
  await ctx.db.write((tx) =>
    tx
      .insert(searchDecisions)
      .values({ locale, query, ...row })
      .onConflictDoUpdate({ target: [searchDecisions.locale, searchDecisions.query], set: row }),
  );
}
