import { documents, documentVersions } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import { namesOfCustomers } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import type { StoredFile } from '../files/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { subjectText, type Subject } from '../platform/subject.ts';
import type { DocumentAsks, DocumentKind } from './document.ts';
import { aboutDocument, documentOffered, documentUploaded } from './document.events.ts';
import { canOfferDocuments, canUploadDocument } from './document.policy.ts';

export interface NewDocument {
  customerId: string;
  kind: DocumentKind;
  title: string;
  subject: Subject | null;
  note: string | null;
  /** Its first version; checked and stored already. */
  file: StoredFile;
}

/** Gives a customer a document to read, accept or sign. */
export async function offerDocument(
  ctx: Ctx,
  input: NewDocument & { asks: DocumentAsks },
): Promise<Result<{ documentId: string }>> {
  const { customerId } = input;
  if (!canOfferDocuments(ctx.viewer)) return fail('not_found', 'error.notFound');
  if (!(await namesOfCustomers(ctx, [customerId])).has(customerId)) {
    return fail('invalid_input', 'error.invalidInput', { fields: { customerId: 'error.invalidField' } });
  }
  const documentId = await ctx.db.write(async (tx) => {
    const id = await insert(ctx, tx, { ...input, origin: 'company' });
    await publish(ctx, tx, documentOffered(aboutDocument(ctx.viewer, { id, customerId })));
    return id;
  });
  return ok({ documentId });
}

/** A customer sends the company a document. */
export async function uploadDocument(ctx: Ctx, input: NewDocument): Promise<Result<{ documentId: string }>> {
  const { customerId } = input;
  if (!canUploadDocument(ctx.viewer, input)) return fail('not_found', 'error.notFound');
  const documentId = await ctx.db.write(async (tx) => {
    const id = await insert(ctx, tx, { ...input, origin: 'customer', asks: 'nothing' });
    await publish(ctx, tx, documentUploaded(aboutDocument(ctx.viewer, { id, customerId })));
    return id;
  });
  return ok({ documentId });
}

async function insert(
  ctx: Ctx,
  tx: Tx,
  input: NewDocument & { origin: 'company' | 'customer'; asks: DocumentAsks },
): Promise<string> {
  const { customerId, kind, title, origin, asks, subject, note, file } = input;
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const by = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const about = subject && subjectText(subject);
  const row = { id, customerId, kind, title, origin, asks, subject: about, createdBy: by };
  await tx.insert(documents).values({ ...row, createdAt: now, changedAt: now });
  await tx
    .insert(documentVersions)
    .values({ id: ctx.ids.next(), documentId: id, number: 1, fileId: file.id, note, addedBy: by, createdAt: now });
  return id;
}
