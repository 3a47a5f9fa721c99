import { eq } from 'drizzle-orm';
import { documentCodes, documentViews } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import type { Forgotten } from '../platform/forgotten.ts';

/**
 * Codes under way and who has looked at what go. Answers and signatures stay as they were given, name and address included:
 * they are evidence of what both sides agreed to.
 */
export async function forgetPerson(tx: Tx, { userId }: Forgotten): Promise<void> {
  await tx.delete(documentCodes).where(eq(documentCodes.userId, userId));
  await tx.delete(documentViews).where(eq(documentViews.userId, userId));
}
