import { eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { newsAudience, newsPosts } from '#db/schema/news.ts';
import { listCustomerIds } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';

const findPost = preparedOne((db) =>
  db
    .select({ audience: newsPosts.audience, segment: newsPosts.segment })
    .from(newsPosts)
    .where(eq(newsPosts.id, sql.placeholder('id'))),
);
const namedFor = prepared((db) =>
  db
    .select({ customerId: newsAudience.customerId })
    .from(newsAudience)
    .where(eq(newsAudience.postId, sql.placeholder('id')))
    .orderBy(newsAudience.customerId),
);

/**
 * The customers a post is for, in a fixed order, for work of the application itself. Who of them may read it now is asked per
 * person, of `getNewsPost`.
 */
export async function customersOfPost(ctx: Ctx<SystemViewer>, postId: string): Promise<string[]> {
  const post = await findPost(ctx.db.read, { id: postId });
  if (!post) return [];
  if (post.audience === 'customers') {
    return (await namedFor(ctx.db.read, { id: postId })).map(({ customerId }) => customerId);
  }
  return listCustomerIds(ctx.db.read, post.audience === 'segment' ? (post.segment ?? '') : null);
}
