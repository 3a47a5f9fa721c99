import { and, eq, gt, isNull } from 'drizzle-orm';
import { passkeyChallenges } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { hashSecret } from '../platform/ids.ts';

const LIVES_MS = 5 * 60 * 1_000;

/** A challenge that may be answered once within five minutes: by this person, or by whoever signs in. */
export async function issueChallenge(ctx: Ctx, userId: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = ctx.ids.secret();
  await ctx.db.write((tx) =>
    tx.insert(passkeyChallenges).values({
      challengeHash: hashSecret(challenge),
      userId,
      expiresAt: new Date(ctx.clock.now().getTime() + LIVES_MS),
    }),
  );
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}

/** Uses a challenge up. `answered` is what the browser says it has signed, base64url. */
export async function takeChallenge(ctx: Ctx, userId: string | null, answered: string): Promise<boolean> {
  const taken = await ctx.db.write((tx) =>
    tx
      .delete(passkeyChallenges)
      .where(
        and(
          eq(passkeyChallenges.challengeHash, hashSecret(answered)),
          userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
          gt(passkeyChallenges.expiresAt, ctx.clock.now()),
        ),
      )
      .returning({ challengeHash: passkeyChallenges.challengeHash }),
  );
  return taken.length > 0;
}
