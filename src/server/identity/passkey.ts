import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { and, asc, eq } from 'drizzle-orm';
import { isUniqueViolation } from '#db/connection.ts';
import { passkeys } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { confirmPassword } from './confirm-password.ts';
import { passkeyAdded, passkeyRemoved } from './identity.events.ts';
import { issueChallenge, takeChallenge } from './passkey-challenges.ts';
import { relyingParty } from './relying-party.ts';
import type { UserViewer } from './viewer.ts';

const MAX_PASSKEYS = 20;

export interface Passkey {
  id: string;
  name: string;
  synced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** What the browser made, and what the person calls it. */
export interface NewPasskey {
  name: string;
  response: RegistrationResponseJSON;
}

/** The person's passkeys, oldest first. */
export async function listPasskeys(ctx: Ctx<UserViewer>): Promise<Passkey[]> {
  const own = eq(passkeys.userId, ctx.viewer.userId);
  const rows = await ctx.db.read.select().from(passkeys).where(own).orderBy(asc(passkeys.createdAt));
  return rows.map(({ id, name, synced, createdAt, lastUsedAt }) => ({ id, name, synced, createdAt, lastUsedAt }));
}

/** What the browser needs to make a passkey (Web Authentication Level 3, §5.4), after the password was given once more. */
export async function startPasskey(
  ctx: Ctx<UserViewer>,
  input: { current: string },
): Promise<Result<PublicKeyCredentialCreationOptionsJSON>> {
  const { userId, name, email, locale } = ctx.viewer;
  const party = relyingParty(ctx.platform.config);
  if (!party) return fail('unavailable', 'security.passkey.unavailable');
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  const known = await ctx.db.read.select().from(passkeys).where(eq(passkeys.userId, userId));
  if (known.length >= MAX_PASSKEYS) return fail('conflict', 'security.passkey.tooMany');
  const brand = await getBrand(ctx.db.read);
  const options = await generateRegistrationOptions({
    rpName: brand.name[locale],
    rpID: party.id,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(userId)),
    challenge: await issueChallenge(ctx, userId),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    // Kept by the device, so that no address has to be typed; and the device asks for a finger, a face or a code.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return ok(options);
}

/** Keeps a passkey the browser has made. */
export async function addPasskey(ctx: Ctx<UserViewer>, input: NewPasskey): Promise<Result<{ passkeyId: string }>> {
  const { userId } = ctx.viewer;
  const party = relyingParty(ctx.platform.config);
  if (!party) return fail('unavailable', 'security.passkey.unavailable');
  const made = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: (challenge) => takeChallenge(ctx, userId, challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // The library throws for whatever a browser of ours would never send.
  }).catch(() => null);
  if (!made?.verified) return fail('invalid_input', 'security.passkey.failed');
  const { credential, credentialBackedUp } = made.registrationInfo;
  const id = ctx.ids.next();
  try {
    await ctx.db.write(async (tx) => {
      await tx.insert(passkeys).values({
        id,
        credentialId: credential.id,
        userId,
        name: input.name,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
        synced: credentialBackedUp,
        createdAt: ctx.clock.now(),
      });
      await publish(ctx, tx, passkeyAdded({ userId }));
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail('conflict', 'security.passkey.failed');
    throw error;
  }
  return ok({ passkeyId: id });
}

/** Forgets a passkey, after the password was given once more. Somebody else's is not found. */
export async function removePasskey(
  ctx: Ctx<UserViewer>,
  input: { id: string; current: string },
): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  const own = and(eq(passkeys.id, input.id), eq(passkeys.userId, userId));
  const [known] = await ctx.db.read.select({ id: passkeys.id }).from(passkeys).where(own);
  if (!known) return fail('not_found', 'error.notFound');
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  await ctx.db.write(async (tx) => {
    const gone = await tx.delete(passkeys).where(own).returning({ id: passkeys.id });
    if (gone.length > 0) await publish(ctx, tx, passkeyRemoved({ userId }));
  });
  return ok(null);
}
