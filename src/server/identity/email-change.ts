import { and, eq, gt, isNull, ne } from 'drizzle-orm';
import { isUniqueViolation } from '#db/connection.ts';
import { emailChanges, passwordResets, sessions, signInAttempts, users } from '#db/schema/identity.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { confirmPassword } from './confirm-password.ts';
import { emailChanged, emailChangeRequested } from './identity.events.ts';
import { tellSessionsEnded } from './session-end.ts';
import type { UserViewer } from './viewer.ts';

export const EMAIL_CHANGE = 'email-change';
const LINK_LIVES_MS = 24 * 60 * 60 * 1_000;

/**
 * Asks to sign in with another address from now on. It holds once the link mailed there was followed. Whether somebody else
 * has that address is not said.
 */
export async function requestEmailChange(
  ctx: Ctx<UserViewer>,
  input: { email: string; current: string },
): Promise<Result<null>> {
  const { userId, email: oldEmail } = ctx.viewer;
  const { email } = input;
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  if (email === oldEmail) return fail('conflict', 'account.sameEmail', { fields: { email: 'account.sameEmail' } });
  const retryAfter = await ctx.platform.limiter.take('emailChange', userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    // Only the latest link works.
    await endEmailChange(tx, userId);
    await tx.insert(emailChanges).values({
      id,
      userId,
      email,
      oldEmail,
      tokenHash: hashSecret(ctx.platform.vault.token(EMAIL_CHANGE, id)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_LIVES_MS),
    });
    await publish(ctx, tx, emailChangeRequested({ userId, changeId: id }));
  });
  return ok(null);
}

/** Thinks better of it: the link that was mailed works no more. Again changes nothing. */
export async function cancelEmailChange(ctx: Ctx<UserViewer>): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  await ctx.db.write((tx) => endEmailChange(tx, userId));
  return ok(null);
}

/**
 * The link that is under way works no more. With a new password too: whoever knew the old one may have asked for it, and would
 * take the account over by an address of theirs.
 */
export async function endEmailChange(tx: Tx, userId: string): Promise<void> {
  await tx.delete(emailChanges).where(and(eq(emailChanges.userId, userId), isNull(emailChanges.usedAt)));
}

const usable = (token: string, now: Date) =>
  and(eq(emailChanges.tokenHash, hashSecret(token)), isNull(emailChanges.usedAt), gt(emailChanges.expiresAt, now));

/** The new address a link confirms; null when it was used or is a day old. */
export async function findEmailChange(ctx: Ctx, token: string): Promise<{ email: string } | null> {
  const [row] = await ctx.db.read
    .select({ email: emailChanges.email })
    .from(emailChanges)
    .where(usable(token, ctx.clock.now()));
  return row ?? null;
}

/** The address the person has asked for and not confirmed yet. */
export async function pendingEmail(ctx: Ctx<UserViewer>): Promise<string | null> {
  const [row] = await ctx.db.read
    .select({ email: emailChanges.email })
    .from(emailChanges)
    .where(
      and(
        eq(emailChanges.userId, ctx.viewer.userId),
        isNull(emailChanges.usedAt),
        gt(emailChanges.expiresAt, ctx.clock.now()),
      ),
    );
  return row?.email ?? null;
}

/** Makes the new address the one to sign in with. The history of sign-ins goes along; other devices sign in again. */
export async function confirmEmailChange(ctx: Ctx, token: string): Promise<Result<null>> {
  const { viewer } = ctx;
  const gone = fail('not_found', 'account.emailLinkGone');
  try {
    const userId = await ctx.db.write(async (tx) => {
      const now = ctx.clock.now();
      const [change] = await tx.update(emailChanges).set({ usedAt: now }).where(usable(token, now)).returning();
      if (!change) return null;
      const { email, oldEmail } = change;
      const [changed] = await tx
        .update(users)
        .set({ email })
        .where(and(eq(users.id, change.userId), eq(users.email, oldEmail), isNull(users.deactivatedAt)))
        .returning({ id: users.id });
      if (!changed) return null;
      await tx.update(signInAttempts).set({ email }).where(eq(signInAttempts.email, oldEmail));
      const here = viewer.kind === 'user' ? viewer.sessionId : '';
      await tx.delete(sessions).where(and(eq(sessions.userId, changed.id), ne(sessions.publicId, here)));
      // Links for a new password lie in the mailbox that is not theirs any more.
      await tx.delete(passwordResets).where(and(eq(passwordResets.userId, changed.id), isNull(passwordResets.usedAt)));
      await publish(ctx, tx, emailChanged({ userId: changed.id, changeId: change.id }));
      return changed.id;
    });
    if (userId === null) return gone;
    tellSessionsEnded(ctx, userId);
    return ok(null);
  } catch (error) {
    // Somebody else has that address by now.
    if (isUniqueViolation(error)) return gone;
    throw error;
  }
}
