import { eq } from 'drizzle-orm';
import { users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { verifyPassword } from './password.ts';
import { countPasswordChange } from './password-tries.ts';
import type { UserViewer } from './viewer.ts';

/**
 * Asks for the password once more before something that a stranger at an unlocked computer must not do. Gives the hash that was
 * found right. Wrong ones count with those of a change of password.
 */
export async function confirmPassword(
  ctx: Ctx<UserViewer>,
  current: string,
): Promise<Result<{ passwordHash: string }>> {
  const { userId } = ctx.viewer;
  const counted = await countPasswordChange(ctx.platform.limiter, userId);
  if (counted.retryAfter !== null) {
    return fail('rate_limited', 'error.rateLimited', { retryAfter: counted.retryAfter });
  }
  const [user] = await ctx.db.read.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  const passwordHash = user?.passwordHash ?? null;
  if (passwordHash === null || !(await verifyPassword(passwordHash, current))) {
    return fail('invalid_input', 'identity.wrongPassword', { fields: { current: 'identity.wrongPassword' } });
  }
  await counted.right();
  return ok({ passwordHash });
}
