import { eq } from 'drizzle-orm';
import { documentAnswers, documentVersions } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { AnswerKind } from './document.ts';
import { aboutDocument, documentAccepted, documentDeclined, documentSigned } from './document.events.ts';
import { canAnswerDocument } from './document.policy.ts';
import type { DocumentDetails, DocumentVersion } from './document.presenter.ts';
import { getDocument } from './document.queries.ts';
import { confirmByCode, type Signature } from './sign-document.ts';

/** What a page asks for: the version that was on the screen, and what its reader wants to do with it. */
export type Answer = { version: number } & (
  { act: 'accept' } | { act: 'decline'; reason: string } | { act: 'sign'; name: string; code: string; network: string }
);

const kinds = { accept: 'accepted', decline: 'declined', sign: 'signed' } as const satisfies Record<string, AnswerKind>;
const happened = { accepted: documentAccepted, declined: documentDeclined, signed: documentSigned };

/**
 * Accepts, declines or signs the newest version of a document, once: who, when, which version and the hash of its bytes are
 * kept. A conflict when it was answered or replaced meanwhile.
 */
export async function answerDocument(ctx: Ctx<UserViewer>, documentId: string, answer: Answer): Promise<Result<null>> {
  const document = await getDocument(ctx, documentId);
  const version = document?.versions[0];
  if (!document || !version) return fail('not_found', 'error.notFound');
  if (version.number !== answer.version || version.answer) return fail('conflict', 'document.changed');
  if (!canAnswerDocument(ctx.viewer, document)) return fail('not_found', 'error.notFound');
  if (answer.act === 'accept' && document.asks === 'signature') return fail('conflict', 'document.changed');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    if (!(await isStillOpen(tx, document, version))) return fail('conflict', 'document.changed');
    let signature: Signature | null = null;
    if (answer.act === 'sign') {
      const confirmed = await confirmByCode(ctx, tx, document, version, answer);
      if (!confirmed.ok) return confirmed;
      signature = confirmed.value;
    }
    const kind = kinds[answer.act];
    await tx.insert(documentAnswers).values({
      versionId: version.id,
      kind,
      reason: answer.act === 'decline' ? answer.reason : null,
      userId: ctx.viewer.userId,
      userName: ctx.viewer.name,
      sha256: version.file.sha256,
      ...signature,
      answeredAt: ctx.clock.now(),
    });
    await publish(ctx, tx, happened[kind]({ ...aboutDocument(ctx.viewer, document), version: version.number }));
    return ok(null);
  });
}

/** Nobody answered, and no newer version came, between reading and writing. */
async function isStillOpen(tx: Tx, document: DocumentDetails, version: DocumentVersion): Promise<boolean> {
  const rows = await tx
    .select({ id: documentVersions.id, number: documentVersions.number, answered: documentAnswers.versionId })
    .from(documentVersions)
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(eq(documentVersions.documentId, document.id));
  const newest = rows.reduce((last, row) => (row.number > last.number ? row : last), {
    number: 0,
    id: '',
    answered: null as string | null,
  });
  return newest.id === version.id && newest.answered === null;
}
