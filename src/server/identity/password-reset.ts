import { and, eq, gt, isNull } from 'drizzle-orm';
import { passwordResets, sessions, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { networkOf } from '../platform/network.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { endEmailChange } from './email-change.ts';
import { passwordChanged, passwordResetRequested } from './identity.events.ts';
import { hashPassword } from './password.ts';
import { tellSessionsEnded } from './session-end.ts';

const LINK_LIVES_MS = 60 * 60 * 1000;
/** A first password is not asked for by its owner, who may be away for some days. */
export const INVITATION_LIVES_MS = 7 * 24 * LINK_LIVES_MS;

/**
 * Asks for a link to set a new password. Whether the address is known shows only in its mailbox, and whether others have asked
 * for it too often shows nowhere: the answer is the same, and the mailbox is not flooded.
 */
export async function requestPasswordReset(ctx: Ctx, input: { email: string; address: string }): Promise<Result<null>> {
  const { limiter } = ctx.platform;
  const retryAfter = await limiter.take('passwordReset', networkOf(input.address));
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  if ((await limiter.take('passwordResetAccount', input.email)) !== null) return ok(null);
  await ctx.db.write(async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.email, input.email), isNull(users.deactivatedAt)));
    await publish(ctx, tx, passwordResetRequested({ userId: user?.id ?? null }));
  });
  return ok(null);
}

/** Makes a link that works once, within an hour unless told otherwise. Only its hash is stored. */
export async function issueResetToken(ctx: Ctx, userId: string, livesMs = LINK_LIVES_MS): Promise<string> {
  const token = ctx.ids.secret();
  const now = ctx.clock.now();
  await ctx.db.write((tx) =>
    tx.insert(passwordResets).values({
      tokenHash: hashSecret(token),
      userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + livesMs),
    }),
  );
  return token;
}

/** True while a link may still be used; the page says so before asking for a password. */
export async function isResetTokenValid(ctx: Ctx, token: string): Promise<boolean> {
  const [row] = await ctx.db.read
    .select({ userId: passwordResets.userId })
    .from(passwordResets)
    .where(usable(token, ctx.clock.now()));
  return row !== undefined;
}

/** Sets the password the link was made for, uses the link up, and ends every session of the person. */
export async function resetPassword(ctx: Ctx, input: { token: string; password: string }): Promise<Result<null>> {
  const passwordHash = await hashPassword(input.password);
  const now = ctx.clock.now();
  const userId = await ctx.db.write(async (tx) => {
    const [used] = await tx
      .update(passwordResets)
      .set({ usedAt: now })
      .where(usable(input.token, now))
      .returning({ userId: passwordResets.userId });
    if (!used) return null;
    await tx.update(users).set({ passwordHash }).where(eq(users.id, used.userId));
    await tx.delete(sessions).where(eq(sessions.userId, used.userId));
    // Other links still on their way are worthless now.
    await tx.delete(passwordResets).where(and(eq(passwordResets.userId, used.userId), isNull(passwordResets.usedAt)));
    await endEmailChange(tx, used.userId);
    await publish(ctx, tx, passwordChanged({ userId: used.userId }));
    return used.userId;
  });
  if (userId === null) return fail('not_found', 'identity.linkExpired');
  tellSessionsEnded(ctx, userId);
  return ok(null);
}

const usable = (token: string, now: Date) =>
  and(
    eq(passwordResets.tokenHash, hashSecret(token)),
    isNull(passwordResets.usedAt),
    gt(passwordResets.expiresAt, now),
  );
