import { eq } from 'drizzle-orm';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Tx } from '#db/write.ts';
import type { Forgotten } from '../platform/forgotten.ts';

/** Whether an article helped stays counted; what the person wrote about it goes. */
export async function forgetPerson(tx: Tx, { userId }: Forgotten): Promise<void> {
  await tx.update(articleVotes).set({ comment: null, userId: null }).where(eq(articleVotes.userId, userId));
}
