import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { and, eq, lt, or } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { passkeys, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { networkOf } from '../platform/network.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { findHalfSession } from './half-session.ts';
import { issueChallenge, takeChallenge } from './passkey-challenges.ts';
import { relyingParty } from './relying-party.ts';
import { beginSession } from './session.ts';
import { noteAttempt } from './sign-in-attempts.ts';
import type { Role } from './viewer.ts';

const failed = () => fail('invalid_input', 'security.passkey.failed');

/**
 * What the browser needs to sign in with a passkey (Web Authentication Level 3, §5.5). No address is typed: the device offers
 * the passkeys it keeps. As a second step only those of the person whose password was right.
 */
export async function passkeyQuestion(
  ctx: Ctx,
  input: { half: string | undefined; address: string },
): Promise<Result<PublicKeyCredentialRequestOptionsJSON>> {
  const party = relyingParty(ctx.platform.config);
  if (!party) return fail('unavailable', 'security.passkey.unavailable');
  const retryAfter = await ctx.platform.limiter.take('passkey', networkOf(input.address));
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const half = await findHalfSession(ctx, input.half);
  const own = half ? await ctx.db.read.select().from(passkeys).where(eq(passkeys.userId, half.userId)) : [];
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: await issueChallenge(ctx, null),
    userVerification: 'required',
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  return ok(options);
}

/**
 * Signs in with a passkey. The device has checked the person itself (user verification), so that it is something they have and
 * something they are or know: there is no further step. One answer whatever was wrong.
 */
export async function signInWithPasskey(
  ctx: Ctx,
  input: { response: AuthenticationResponseJSON; userAgent: string; address: string },
): Promise<Result<{ cookie: Cookie; userId: string; role: Role }>> {
  const { response, userAgent, address } = input;
  const party = relyingParty(ctx.platform.config);
  if (!party) return fail('unavailable', 'security.passkey.unavailable');
  const retryAfter = await ctx.platform.limiter.take('passkey', networkOf(address));
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const [row] = await ctx.db.read
    .select({ passkey: passkeys, user: users })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.credentialId, response.id));
  if (!row) return failed();
  const { passkey, user } = row;
  const { credentialId, publicKey, counter } = passkey;
  const shown = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(ctx, null, challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
    requireUserVerification: true,
  }).catch(() => null);
  const counted = shown?.verified ? await moveCounter(ctx, passkey.id, shown.authenticationInfo.newCounter) : false;
  const cookie = counted ? await beginSession(ctx, user, { userAgent, address }) : null;
  await noteAttempt(ctx, { email: user.email, address, userAgent, method: 'passkey', succeeded: cookie !== null });
  return cookie ? ok({ cookie, userId: user.id, role: user.role }) : failed();
}

/**
 * A signature counter must grow, or both must be zero (§6.1.1): else the passkey was copied. The library has compared it with
 * what was read; this holds it against what is stored by now.
 */
async function moveCounter(ctx: Ctx, id: string, counter: number): Promise<boolean> {
  const grows = counter === 0 ? eq(passkeys.counter, 0) : or(lt(passkeys.counter, counter), eq(passkeys.counter, 0));
  const moved = await ctx.db.write((tx) =>
    tx
      .update(passkeys)
      .set({ counter, lastUsedAt: ctx.clock.now() })
      .where(and(eq(passkeys.id, id), grows))
      .returning({ id: passkeys.id }),
  );
  return moved.length > 0;
}
