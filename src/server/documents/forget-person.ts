import { eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { documentAnswers, documentCodes, documents, documentVersions, documentViews } from '#db/schema/documents.ts';
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

/** Has a customer agreed to something? Then the law wants known who that is. */
export async function hasAnswered(db: Reader, customerId: string): Promise<boolean> {
  const [answer] = await db
    .select({ versionId: documentAnswers.versionId })
    .from(documentAnswers)
    .innerJoin(documentVersions, eq(documentVersions.id, documentAnswers.versionId))
    .innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(eq(documents.customerId, customerId))
    .limit(1);
  return answer !== undefined;
}
