import { and, eq, isNull, sql } from 'drizzle-orm';
import { documents, documentVersions } from '#db/schema/documents.ts';
import type { Ctx } from '../context.ts';
import type { StoredFile } from '../files/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { aboutDocument, documentVersionAdded, documentWithdrawn } from './document.events.ts';
import { canOfferDocuments } from './document.policy.ts';

/** A corrected text of a document the company gave. Whatever was asked is asked anew of this version. */
export async function addDocumentVersion(
  ctx: Ctx,
  input: { documentId: string; note: string | null; file: StoredFile },
): Promise<Result<{ version: number }>> {
  if (!canOfferDocuments(ctx.viewer)) return fail('not_found', 'error.notFound');
  const now = ctx.clock.now();
  const addedBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  return ctx.db.write(async (tx): Promise<Result<{ version: number }>> => {
    const [document] = await tx
      .update(documents)
      .set({ changedAt: now })
      .where(and(eq(documents.id, input.documentId), isNull(documents.withdrawnAt), eq(documents.origin, 'company')))
      .returning();
    if (!document) return fail('not_found', 'error.notFound');
    const [last] = await tx
      .select({ number: sql<number>`max(${documentVersions.number})` })
      .from(documentVersions)
      .where(eq(documentVersions.documentId, document.id));
    const number = (last?.number ?? 0) + 1;
    const { note, file } = input;
    await tx
      .insert(documentVersions)
      .values({ id: ctx.ids.next(), documentId: document.id, number, fileId: file.id, note, addedBy, createdAt: now });
    await publish(ctx, tx, documentVersionAdded({ ...aboutDocument(ctx.viewer, document), version: number }));
    return ok({ version: number });
  });
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
