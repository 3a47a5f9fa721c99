import { eq } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import type { Vote } from './vote-on-article.ts';

/** What the viewer said about articles, for taking it along. One query. */
export async function listOwnVotes(ctx: Ctx<UserViewer>): Promise<(Vote & { article: string; at: Date })[]> {
  return ctx.db.read
    .select({
      article: articles.title,
      helpful: articleVotes.helpful,
      reason: articleVotes.reason,
      comment: articleVotes.comment,
      at: articleVotes.updatedAt,
    })
    .from(articleVotes)
    .innerJoin(articles, eq(articles.id, articleVotes.articleId))
    .where(eq(articleVotes.userId, ctx.viewer.userId));
}
