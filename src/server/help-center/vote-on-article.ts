import { and, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { articleVotes } from '#db/schema/help-center.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { ownerKey } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { VoteReason } from './article.ts';
import { findArticle } from './article.queries.ts';
import type { VoteInput } from './article.schema.ts';

/** What this person said about an article. */
export interface Vote {
  helpful: boolean;
  reason: VoteReason | null;
  comment: string | null;
}

const findVote = preparedOne((db) =>
  db
    .select({ helpful: articleVotes.helpful, reason: articleVotes.reason, comment: articleVotes.comment })
    .from(articleVotes)
    .where(
      and(eq(articleVotes.articleId, sql.placeholder('articleId')), eq(articleVotes.voter, sql.placeholder('voter'))),
    ),
);

/** This viewer's vote on an article; null when there is none. */
export async function getVote(ctx: Ctx, { key, locale }: { key: string; locale: Locale }): Promise<Vote | null> {
  const voter = ownerKey(ctx.viewer);
  const article = voter === null ? null : await findArticle(ctx, { key, locale });
  return article ? ((await findVote(ctx.db.read, { articleId: article.id, voter })) ?? null) : null;
}

/**
 * Says whether an article helped, changes that, or takes it back. One vote per person and article, so a repeat is harmless.
 * @returns the vote as it is now
 */
export async function voteOnArticle(
  ctx: Ctx,
  { key, locale, vote, reason, comment }: VoteInput & { key: string; locale: Locale },
): Promise<Result<Vote | null>> {
  const voter = ownerKey(ctx.viewer);
  if (voter === null) return fail('invalid_input', 'help.voteNeedsCookie');
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
  const userId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  await ctx.db.write((tx) =>
    tx
      .insert(articleVotes)
      .values({ articleId: article.id, voter, userId, ...said, createdAt: now, updatedAt: now })
      .onConflictDoUpdate({ target: [articleVotes.articleId, articleVotes.voter], set: { ...said, updatedAt: now } }),
  );
  return ok(said);
}
