import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { documents, documentVersions } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { discardFile, storeUpload, uploadLimits, type StoredFile, type Upload } from '../files/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { aboutDocument, documentVersionAdded, documentWithdrawn } from './document.events.ts';
import { canAddVersion, canOfferDocuments } from './document.policy.ts';

interface NewVersion {
  documentId: string;
  /** What changed. */
  note: string | null;
}

/**
 * A corrected text of a document, by the side it comes from. Whatever was asked is asked anew of this version; who added it,
 * when, and the hash of its bytes stay with it.
 */
export async function addDocumentVersion(
  ctx: Ctx,
  { documentId, note, file }: NewVersion & { file: StoredFile },
): Promise<Result<{ version: number }>> {
  if (!(await openFor(ctx, ctx.db.read, documentId))) return fail('not_found', 'error.notFound');
  const now = ctx.clock.now();
  const addedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  return ctx.db.write(async (tx): Promise<Result<{ version: number }>> => {
    // It may have been taken back meanwhile.
    const document = await openFor(ctx, tx, documentId);
    if (!document) return fail('not_found', 'error.notFound');
    await tx.update(documents).set({ changedAt: now }).where(eq(documents.id, documentId));
    const [last] = await tx
      .select({ number: sql<number>`max(${documentVersions.number})` })
      .from(documentVersions)
      .where(eq(documentVersions.documentId, documentId));
    const number = (last?.number ?? 0) + 1;
    await tx
      .insert(documentVersions)
      .values({ id: ctx.ids.next(), documentId, number, fileId: file.id, note, addedBy, createdAt: now });
    await publish(ctx, tx, documentVersionAdded({ ...aboutDocument(ctx.viewer, document), version: number }));
    return ok({ version: number });
  });
}

/** The same from a form: checks and keeps the file. Whose document it is comes first; what is refused is not kept. */
export async function uploadDocumentVersion(
  ctx: Ctx,
  { upload, ...version }: NewVersion & { upload: Upload | undefined },
): Promise<Result<{ version: number }>> {
  if (!(await openFor(ctx, ctx.db.read, version.documentId))) return fail('not_found', 'error.notFound');
  if (!upload) return fail('invalid_input', 'upload.required', { fields: { file: 'upload.required' } });
  const file = await storeUpload(ctx, upload, uploadLimits.document);
  if (!file.ok) return file;
  const added = await addDocumentVersion(ctx, { ...version, file: file.value });
  if (!added.ok) await discardFile(ctx, file.value.id);
  return added;
}

async function openFor(ctx: Ctx, db: Reader | Tx, id: string): Promise<typeof documents.$inferSelect | null> {
  const [document] = await db.select().from(documents).where(eq(documents.id, id));
  return document && canAddVersion(ctx.viewer, { ...document, withdrawn: document.withdrawnAt !== null })
    ? document
    : null;
}

/** Takes a document back: the customer does not see it any more, what was answered stays known. Again changes nothing. */
export async function withdrawDocument(ctx: Ctx, documentId: string): Promise<Result<null>> {
  if (!canOfferDocuments(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [document] = await tx
      .update(documents)
      .set({ withdrawnAt: ctx.clock.now() })
      .where(and(eq(documents.id, documentId), isNull(documents.withdrawnAt), eq(documents.origin, 'company')))
      .returning();
    if (document) await publish(ctx, tx, documentWithdrawn(aboutDocument(ctx.viewer, document)));
    return ok(null);
  });
}
