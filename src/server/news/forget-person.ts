import { eq } from 'drizzle-orm';
import { newsFeeds, newsReads } from '#db/schema/news.ts';
import type { Tx } from '#db/write.ts';
import type { Forgotten } from '../platform/forgotten.ts';

/** What they read, and the secret address of their feed. */
export async function forgetPerson(tx: Tx, { userId }: Forgotten): Promise<void> {
  await tx.delete(newsReads).where(eq(newsReads.userId, userId));
  await tx.delete(newsFeeds).where(eq(newsFeeds.userId, userId));
}
