import { eq, sql } from 'drizzle-orm';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import { absentWriters } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import { anyOf, type Forgotten } from '../platform/forgotten.ts';

/** Whether an article helped stays counted; what the person wrote about it goes. What they wrote elsewhere is nobody's any more. */
export async function forgetPerson(tx: Tx, { userId, emails }: Forgotten): Promise<void> {
  await tx.delete(absentWriters).where(sql`${absentWriters.email} in ${anyOf(emails)}`);
  await tx.update(articleVotes).set({ comment: null, userId: null }).where(eq(articleVotes.userId, userId));
}
