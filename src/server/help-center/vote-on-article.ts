import { and, eq, gte, ne, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { isStaff, ownerKey } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { VoteReason } from './article.ts';
import { findArticle } from './article.queries.ts';
import type { VoteInput } from './article.schema.ts';
import { doubtWithin } from './doubt-article.ts';
import { getFeedbackSettings } from './feedback-settings.ts';

const DAY_MS = 86_400_000;
/** Visitors of one network whose votes on one article count within a day: a household, not one person with many cookies. */
export const COUNTED_PER_NETWORK = 2;

/** What this person said about an article. */
export interface Vote {
  helpful: boolean;
  reason: VoteReason | null;
  comment: string | null;
}

const findVote = preparedOne((db) =>
  db
    .select({
      helpful: articleVotes.helpful,
      reason: articleVotes.reason,
      comment: articleVotes.comment,
      revision: articleVotes.revision,
    })
    .from(articleVotes)
    .where(
      and(eq(articleVotes.articleId, sql.placeholder('articleId')), eq(articleVotes.voter, sql.placeholder('voter'))),
    ),
);

/** This viewer's vote on the text that is shown now; null when there is none, or when it was about an earlier text. */
export async function getVote(ctx: Ctx, { key, locale }: { key: string; locale: Locale }): Promise<Vote | null> {
  const voter = ownerKey(ctx.viewer);
  const article = voter === null ? null : await findArticle(ctx, { key, locale });
  const vote = article ? await findVote(ctx.db.read, { articleId: article.id, voter }) : null;
  if (!vote || vote.revision !== article?.revision) return null;
  const { helpful, reason, comment } = vote;
  return { helpful, reason, comment };
}

interface Cast extends VoteInput {
  key: string;
  locale: Locale;
  /** Where it comes from, as limits count networks; null when nobody knows. */
  network?: string | null;
}

/**
 * Says whether an article helped, changes that, or takes it back. One vote per person and article, so a repeat is harmless. It
 * is about the revision that was read. Whoever deletes the cookie is a new visitor, so of one network only so many visitors
 * count in a day (docs/decisions/028-feedback-and-demand.md).
 * @returns the vote as it is now
 */
export async function voteOnArticle(ctx: Ctx, cast: Cast): Promise<Result<Vote | null>> {
  const { key, locale, vote, reason, comment, network = null } = cast;
  const voter = ownerKey(ctx.viewer);
  if (voter === null) return fail('invalid_input', 'help.voteNeedsCookie');
  if (network !== null) {
    const retryAfter = await ctx.platform.limiter.take('voteNetwork', network);
    if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  }
  const article = await findArticle(ctx, { key, locale });
  if (!article) return fail('not_found', 'error.notFound');
  const own = and(eq(articleVotes.articleId, article.id), eq(articleVotes.voter, voter));
  if (vote === 'undo') {
    await ctx.db.write((tx) => tx.delete(articleVotes).where(own));
    return ok(null);
  }
  const now = ctx.clock.now();
  // A reason belongs to a "no"; changing one's mind takes it away.
  const said: Vote = {
    helpful: vote === 'yes',
    reason: vote === 'no' ? (reason ?? null) : null,
    comment: vote === 'no' && comment ? comment : null,
  };
  const { viewer } = ctx;
  const userId = viewer.kind === 'user' ? viewer.userId : null;
  // Hashed with the article in it: it tells two visitors of one network apart from others here, and nothing anywhere else.
  const from = viewer.kind === 'visitor' && network !== null ? markOf(ctx, article.id, network) : null;
  // A number nobody has seen yet is a mistake of the form, or somebody's idea.
  const revision = Math.min(cast.revision ?? article.revision, article.revision);
  const settings = await getFeedbackSettings(ctx.db.read);
  await ctx.db.write(async (tx) => {
    const counted =
      !isStaff(viewer) && (from === null || (await isBelieved(tx, { articleId: article.id, voter, from, now })));
    const row = { ...said, revision, network: from, counted, updatedAt: now };
    await tx
      .insert(articleVotes)
      .values({ articleId: article.id, voter, userId, ...row, createdAt: now })
      .onConflictDoUpdate({ target: [articleVotes.articleId, articleVotes.voter], set: row });
    if (vote === 'no' && counted) await doubtWithin(ctx, tx, article.id, settings);
  });
  return ok(said);
}

const markOf = (ctx: Ctx, articleId: string, network: string): string =>
  ctx.platform.vault.token('vote network', `${articleId} ${network}`).slice(0, 22);

interface From {
  articleId: string;
  voter: string;
  from: string;
  now: Date;
}

/** Whether this visitor is among the first of their network today. */
async function isBelieved(tx: Tx, { articleId, voter, from, now }: From): Promise<boolean> {
  const others = await tx
    .select({ voter: articleVotes.voter })
    .from(articleVotes)
    .where(
      and(
        eq(articleVotes.articleId, articleId),
        eq(articleVotes.network, from),
        eq(articleVotes.counted, true),
        ne(articleVotes.voter, voter),
        gte(articleVotes.updatedAt, new Date(now.getTime() - DAY_MS)),
      ),
    )
    .limit(COUNTED_PER_NETWORK);
  return others.length < COUNTED_PER_NETWORK;
}
