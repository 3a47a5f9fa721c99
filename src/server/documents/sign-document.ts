import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { documentCodes } from '#db/schema/documents.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { documentCodeRequested } from './document.events.ts';
import { canSignDocument } from './document.policy.ts';
import type { DocumentDetails, DocumentVersion } from './document.presenter.ts';
import { getDocument } from './document.queries.ts';

const CODE_LIVES_MS = 15 * 60 * 1_000;
const TRIES = 5;

/** How a signature was confirmed, as it is kept. */
export interface Signature {
  typedName: string;
  codeSentTo: string;
  codeSentAt: Date;
  network: string;
}

/** Asks for a code by mail, to sign the newest version with. */
export async function requestSigningCode(
  ctx: Ctx<UserViewer>,
  documentId: string,
  input: { version: number },
): Promise<Result<null>> {
  const document = await getDocument(ctx, documentId);
  const version = document?.versions[0];
  if (!document || !version) return fail('not_found', 'error.notFound');
  if (version.number !== input.version || version.answer) return fail('conflict', 'document.changed');
  if (!canSignDocument(ctx.viewer, document)) return fail('not_found', 'error.notFound');
  const retryAfter = await ctx.platform.limiter.take('signingCode', ctx.viewer.userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const asked = { documentId, versionId: version.id, userId: ctx.viewer.userId };
  await ctx.db.write((tx) => publish(ctx, tx, documentCodeRequested(asked)));
  return ok(null);
}

/** Makes six digits for one person, one version and its bytes. Only the hash is stored. Null when this event made one before. */
export async function issueSigningCode(
  ctx: Ctx,
  code: { id: string; versionId: string; userId: string; sha256: string; sentTo: string },
): Promise<string | null> {
  const digits = String(randomInt(1_000_000)).padStart(6, '0');
  const now = ctx.clock.now();
  const made = await ctx.db.write(async (tx) => {
    // Older ones of this person for this version stop working: the newest mail is the one to look at.
    const theirs = and(eq(documentCodes.versionId, code.versionId), eq(documentCodes.userId, code.userId));
    const [known] = await tx.select({ id: documentCodes.id }).from(documentCodes).where(eq(documentCodes.id, code.id));
    if (known) return false;
    await tx.update(documentCodes).set({ triesLeft: 0 }).where(theirs);
    await tx.insert(documentCodes).values({
      ...code,
      codeHash: hashOf(code.id, digits),
      triesLeft: TRIES,
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIVES_MS),
    });
    return true;
  });
  return made ? digits : null;
}

/** Takes back a code whose mail could not be handed over, so that a repeated event makes another. */
export const forgetSigningCode = (ctx: Ctx, id: string): Promise<unknown> =>
  ctx.db.write((tx) => tx.delete(documentCodes).where(eq(documentCodes.id, id)));

/** Within the write of the answer: a wrong code costs one of five tries, the right one is used up. */
export async function confirmByCode(
  ctx: Ctx<UserViewer>,
  tx: Tx,
  document: DocumentDetails,
  version: DocumentVersion,
  typed: { name: string; code: string; network: string },
): Promise<Result<Signature>> {
  if (!canSignDocument(ctx.viewer, document)) return fail('not_found', 'error.notFound');
  const wrong = (message: 'document.sign.codeOver' | 'document.sign.codeWrong') =>
    fail('invalid_input', message, { fields: { code: message } });
  const [code] = await tx
    .select()
    .from(documentCodes)
    .where(
      and(
        eq(documentCodes.versionId, version.id),
        eq(documentCodes.userId, ctx.viewer.userId),
        eq(documentCodes.sha256, version.file.sha256),
        gt(documentCodes.expiresAt, ctx.clock.now()),
        gt(documentCodes.triesLeft, 0),
      ),
    )
    .orderBy(desc(documentCodes.createdAt))
    .limit(1);
  if (!code) return wrong('document.sign.codeOver');
  const matches = timingSafeEqual(Buffer.from(code.codeHash), Buffer.from(hashOf(code.id, typed.code)));
  await tx
    .update(documentCodes)
    .set({ triesLeft: matches ? 0 : sql`${documentCodes.triesLeft} - 1` })
    .where(eq(documentCodes.id, code.id));
  if (!matches) return wrong(code.triesLeft > 1 ? 'document.sign.codeWrong' : 'document.sign.codeOver');
  return ok({ typedName: typed.name, codeSentTo: code.sentTo, codeSentAt: code.createdAt, network: typed.network });
}

/** Six digits are soon tried out: what protects them is that they live for minutes and five tries. */
const hashOf = (id: string, digits: string): string => createHash('sha256').update(`${id}:${digits}`).digest('hex');

/** Forgets codes a day after they ended. Run now and then. */
export async function pruneSigningCodes(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - 24 * 60 * 60 * 1_000);
  await ctx.db.write(async (tx) => {
    const old = tx
      .select({ id: documentCodes.id })
      .from(documentCodes)
      .where(lte(documentCodes.expiresAt, before))
      .limit(1_000);
    await tx.delete(documentCodes).where(inArray(documentCodes.id, old));
  });
}
