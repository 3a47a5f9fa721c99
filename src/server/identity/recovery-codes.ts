import { randomInt } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import { recoveryCodes } from '#db/schema/identity.ts';
import type { Reader } from '#db/client.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';

const CODES = 10;
const LENGTH = 10;
/** No letters that look like digits or like each other; 49 bits a code. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A code is short enough to type, so its hash needs the installation's secret: a stolen database alone gives none away. */
const hashOf = (ctx: Pick<Ctx, 'platform'>, userId: string, code: string): string =>
  ctx.platform.vault.token('recovery-code', `${userId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);

/** Ten new codes in place of all earlier ones. They are shown to the person now and never again. */
export async function renewRecoveryCodes(ctx: Ctx, tx: Tx, userId: string): Promise<string[]> {
  const letters = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const codes = Array.from({ length: CODES }, () => `${letters(LENGTH / 2)}-${letters(LENGTH / 2)}`);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const createdAt = ctx.clock.now();
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ codeHash: hashOf(ctx, userId, code), userId, createdAt })));
  return codes;
}

/** Uses a code up. False when there is no such code or it was used before. */
export async function takeRecoveryCode(ctx: Ctx, tx: Tx, userId: string, code: string): Promise<boolean> {
  const taken = await tx
    .update(recoveryCodes)
    .set({ usedAt: ctx.clock.now() })
    .where(
      and(
        eq(recoveryCodes.codeHash, hashOf(ctx, userId, code)),
        eq(recoveryCodes.userId, userId),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return taken.length > 0;
}

/** How many codes are left. */
export async function countRecoveryCodes(db: Reader, userId: string): Promise<number> {
  const [left] = await db
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return left?.count ?? 0;
}
