import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { Cookie } from 'lucia';
import { halfSessions, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { takeCode } from './code-app.ts';
import { recoveryCodeUsed } from './identity.events.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { beginSession } from './session.ts';
import { noteAttempt } from './sign-in-attempts.ts';
import type { Role } from './viewer.ts';

export const HALF_COOKIE = 'kabinet_half';
const LIVES_MS = 10 * 60 * 1_000;
const MAX_TRIES = 5;

const cookie = (ctx: Pick<Ctx, 'platform'>, value: string, maxAge: number): Cookie =>
  new Cookie(HALF_COOKIE, value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.platform.config.ORIGIN.startsWith('https:'),
    path: '/',
    maxAge,
  });

/** Remembers for ten minutes that the password was right. It opens nothing but the page that asks for the second step. */
export async function beginHalfSession(ctx: Ctx, user: { id: string; passwordHash: string }): Promise<Cookie> {
  const id = ctx.ids.secret();
  const now = ctx.clock.now();
  await ctx.db.write((tx) =>
    tx.insert(halfSessions).values({
      idHash: hashSecret(id),
      userId: user.id,
      passwordMark: hashSecret(user.passwordHash),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIVES_MS),
    }),
  );
  return cookie(ctx, id, LIVES_MS / 1_000);
}

export const blankHalfCookie = (ctx: Pick<Ctx, 'platform'>): Cookie => cookie(ctx, '', 0);

/** Whose second step a cookie waits for; null when it does no longer: too old, too many tries, another password since. */
export async function findHalfSession(ctx: Ctx, id: string | undefined) {
  if (!id || id.length > 100) return null;
  const [row] = await ctx.db.read
    .select({ user: users, passwordMark: halfSessions.passwordMark })
    .from(halfSessions)
    .innerJoin(users, eq(users.id, halfSessions.userId))
    .where(
      and(
        eq(halfSessions.idHash, hashSecret(id)),
        gt(halfSessions.expiresAt, ctx.clock.now()),
        lt(halfSessions.tries, MAX_TRIES),
        isNull(users.deactivatedAt),
      ),
    );
  const passwordHash = row?.user.passwordHash;
  if (!row || !passwordHash || hashSecret(passwordHash) !== row.passwordMark) return null;
  const { email, role } = row.user;
  return { userId: row.user.id, email, role, passwordHash };
}

export interface SecondStep {
  half: string | undefined;
  /** A code of the app, or one of the recovery codes. */
  method: 'code' | 'recovery';
  code: string;
  userAgent: string;
  address: string;
}

/** Finishes signing in with the second step. One message for every wrong code, whatever is wrong with it. */
export async function finishSignIn(
  ctx: Ctx,
  input: SecondStep,
): Promise<Result<{ cookie: Cookie; userId: string; role: Role }>> {
  const { method, code, userAgent, address } = input;
  const half = await findHalfSession(ctx, input.half);
  if (!half || !input.half) return fail('not_signed_in', 'security.tooLate');
  const { userId, email, role, passwordHash } = half;
  const idHash = hashSecret(input.half);
  const { limiter } = ctx.platform;
  const retryAfter = await limiter.take('secondStep', userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const right = await ctx.db.write(async (tx) => {
    // Counted in the same breath as it is checked: many at once are no way around.
    const counted = await tx
      .update(halfSessions)
      .set({ tries: sql`${halfSessions.tries} + 1` })
      .where(and(eq(halfSessions.idHash, idHash), lt(halfSessions.tries, MAX_TRIES)))
      .returning({ userId: halfSessions.userId });
    if (counted.length === 0) return false;
    if (method === 'code') return takeCode(ctx, tx, userId, code);
    const taken = await takeRecoveryCode(ctx, tx, userId, code);
    if (taken) await publish(ctx, tx, recoveryCodeUsed({ userId }));
    return taken;
  });
  const begun = right ? await beginSession(ctx, { id: userId, passwordHash }, { userAgent, address }) : null;
  await noteAttempt(ctx, { email, address, userAgent, method, succeeded: begun !== null });
  if (!begun) return fail('invalid_input', 'security.wrongCode', { fields: { [method]: 'security.wrongCode' } });
  await ctx.db.write((tx) => tx.delete(halfSessions).where(eq(halfSessions.idHash, idHash)));
  await limiter.forget('secondStep', userId);
  return ok({ cookie: begun, userId, role });
}
