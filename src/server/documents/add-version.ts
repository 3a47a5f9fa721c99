import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { documentAnswers, documents, documentVersions } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { discardFile, getFile, storeUpload, uploadLimits, type StoredFile, type Upload } from '../files/index.ts';
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
 * when, and the hash of its bytes stay with it. The same once more before anybody answered, e.g. by a button pressed twice, is no
 * other version.
 */
export async function addDocumentVersion(
  ctx: Ctx,
  version: NewVersion & { file: StoredFile },
): Promise<Result<{ version: number }>> {
  const added = await add(ctx, version);
  return added.ok ? ok({ version: added.value.number }) : added;
}

async function add(
  ctx: Ctx,
  { documentId, note, file }: NewVersion & { file: StoredFile },
): Promise<Result<{ number: number; fileId: string }>> {
  if (!(await openFor(ctx, ctx.db.read, documentId))) return fail('not_found', 'error.notFound');
  const now = ctx.clock.now();
  const addedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  return ctx.db.write(async (tx): Promise<Result<{ number: number; fileId: string }>> => {
    // It may have been taken back meanwhile.
    const document = await openFor(ctx, tx, documentId);
    if (!document) return fail('not_found', 'error.notFound');
    const [last] = await tx
      .select({ version: documentVersions, answer: documentAnswers.kind })
      .from(documentVersions)
      .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
      .where(eq(documentVersions.documentId, documentId))
      .orderBy(desc(documentVersions.number))
      .limit(1);
    const same = last?.answer === null && last.version.addedBy === addedBy && last.version.note === note;
    if (same && last.version.number > 1 && (await getFile(ctx, last.version.fileId))?.sha256 === file.sha256) {
      return ok(last.version);
    }
    await tx.update(documents).set({ changedAt: now }).where(eq(documents.id, documentId));
    const number = (last?.version.number ?? 0) + 1;
    await tx
      .insert(documentVersions)
      .values({ id: ctx.ids.next(), documentId, number, fileId: file.id, note, addedBy, createdAt: now });
    await publish(ctx, tx, documentVersionAdded({ ...aboutDocument(ctx.viewer, document), version: number }));
    return ok({ number, fileId: file.id });
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
  const added = await add(ctx, { ...version, file: file.value });
  if (!added.ok || added.value.fileId !== file.value.id) await discardFile(ctx, file.value.id);
  return added.ok ? ok({ version: added.value.number }) : added;
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
