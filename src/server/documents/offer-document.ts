import { and, eq } from 'drizzle-orm';
import { documents, documentVersions } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import { namesOfCustomers } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { discardFile, getFile, type StoredFile } from '../files/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { subjectText, type Subject } from '../platform/subject.ts';
import type { DocumentAsks, DocumentKind } from './document.ts';
import { aboutDocument, documentOffered, documentUploaded } from './document.events.ts';
import { canOfferDocuments, canUploadDocument } from './document.policy.ts';

export interface NewDocument {
  /** Made by the sender: the same document sent again with the same one is not another. */
  clientId?: string | undefined;
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
  return ok(await addOnce(ctx, { ...input, origin: 'company' }, documentOffered));
}

/** A customer sends the company a document. */
export async function uploadDocument(ctx: Ctx, input: NewDocument): Promise<Result<{ documentId: string }>> {
  if (!canUploadDocument(ctx.viewer, input)) return fail('not_found', 'error.notFound');
  return ok(await addOnce(ctx, { ...input, origin: 'customer', asks: 'nothing' }, documentUploaded));
}

type Added = NewDocument & { origin: 'company' | 'customer'; asks: DocumentAsks };

/** Makes the document and tells of it, unless it is there already; then the file that came with the repeat is let go. */
async function addOnce(ctx: Ctx, input: Added, told: typeof documentOffered): Promise<{ documentId: string }> {
  const { customerId, file } = input;
  const { documentId, fileId } = await ctx.db.write(async (tx) => {
    const sent = input.clientId === undefined ? null : await findSent(tx, input.clientId);
    if (sent && (await isSame(ctx, sent, input))) return { documentId: sent.id, fileId: sent.fileId };
    // Sent from the same page once more but changed, it is another document.
    const id = await insert(ctx, tx, sent ? { ...input, clientId: undefined } : input);
    await publish(ctx, tx, told(aboutDocument(ctx.viewer, { id, customerId })));
    return { documentId: id, fileId: file.id };
  });
  if (fileId !== file.id) await discardFile(ctx, file.id);
  return { documentId };
}

async function findSent(tx: Tx, id: string) {
  const { customerId, kind, title, origin, asks, subject, createdBy } = documents;
  const { note, fileId } = documentVersions;
  const [sent] = await tx
    .select({ id: documents.id, customerId, kind, title, origin, asks, subject, createdBy, note, fileId })
    .from(documents)
    .innerJoin(documentVersions, and(eq(documentVersions.documentId, documents.id), eq(documentVersions.number, 1)))
    .where(eq(documents.id, id));
  return sent;
}

async function isSame(ctx: Ctx, sent: NonNullable<Awaited<ReturnType<typeof findSent>>>, input: Added) {
  const names = ['customerId', 'kind', 'title', 'origin', 'asks', 'note'] as const;
  return (
    names.every((name) => sent[name] === input[name]) &&
    sent.subject === subjectOf(input) &&
    sent.createdBy === authorOf(ctx) &&
    (await getFile(ctx, sent.fileId))?.sha256 === input.file.sha256
  );
}

const subjectOf = ({ subject }: NewDocument): string | null => subject && subjectText(subject);
const authorOf = ({ viewer }: Ctx): string | null => (viewer.kind === 'user' ? viewer.userId : null);

async function insert(ctx: Ctx, tx: Tx, input: Added): Promise<string> {
  const { customerId, kind, title, origin, asks, note, file, clientId: id = ctx.ids.next() } = input;
  const now = ctx.clock.now();
  const by = authorOf(ctx);
  const row = { id, customerId, kind, title, origin, asks, subject: subjectOf(input), createdBy: by };
  await tx.insert(documents).values({ ...row, createdAt: now, changedAt: now });
  await tx
    .insert(documentVersions)
    .values({ id: ctx.ids.next(), documentId: id, number: 1, fileId: file.id, note, addedBy: by, createdAt: now });
  return id;
}
