import { and, sql } from 'drizzle-orm';
import { newsAudience, newsPosts, newsReads } from '#db/schema/news.ts';
import type { Ctx } from '../context.ts';
import { segmentsOf } from '../customers/index.ts';

/** What a query about one reader is given: for which customers and segments, when, and who reads. */
export interface Reader extends Record<string, unknown> {
  customers: string;
  segments: string;
  now: number;
  userId: string;
}

/** The reader of some of their customers' news. One query. */
export async function readerOf(ctx: Ctx, customerIds: readonly string[]): Promise<Reader> {
  return {
    customers: JSON.stringify(customerIds),
    segments: JSON.stringify(await segmentsOf(ctx, customerIds, 'news')),
    now: ctx.clock.now().getTime(),
    userId: ctx.viewer.kind === 'user' ? ctx.viewer.userId : '',
  };
}

const oneOf = (list: 'customers' | 'segments') => sql`(select value from json_each(${sql.placeholder(list)}))`;

/** Published, not expired, and for this reader. Everything that shows a post to a customer asks this. */
export const visible = and(
  sql`${newsPosts.publishAt} <= ${sql.placeholder('now')}`,
  sql`(${newsPosts.expiresAt} is null or ${newsPosts.expiresAt} > ${sql.placeholder('now')})`,
  sql`(${newsPosts.audience} = 'everyone'
    or (${newsPosts.audience} = 'segment' and ${newsPosts.segment} in ${oneOf('segments')})
    or (${newsPosts.audience} = 'customers' and exists (select 1 from ${newsAudience}
      where ${newsAudience.postId} = ${newsPosts.id} and ${newsAudience.customerId} in ${oneOf('customers')})))`,
);

/** Whether the reader has marked it as read. */
export const isRead = sql`exists (select 1 from ${newsReads}
  where ${newsReads.postId} = ${newsPosts.id} and ${newsReads.userId} = ${sql.placeholder('userId')})`;
