import { eq, sql } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { preparedOne } from '#db/prepared.ts';
import { signInAttempts, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { verifyPassword } from './password.ts';
import { countSignIn } from './password-tries.ts';
import { beginSession } from './session.ts';
import type { Role } from './viewer.ts';

const findByEmail = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.email, sql.placeholder('email'))),
);

export interface SignIn {
  email: string;
  password: string;
  userAgent: string;
  address: string;
}

/**
 * Checks e-mail and password and begins a session. One message and equal work for a wrong password, an unknown address and
 * a person who left, so that nobody learns who has an account. Wrong tries are limited (password-tries.ts).
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<Result<{ cookie: Cookie; userId: string; role: Role }>> {
  const counted = await countSignIn(ctx.platform.limiter, input);
  if (counted.retryAfter !== null) {
    return fail('rate_limited', 'error.rateLimited', { retryAfter: counted.retryAfter });
  }
  const user = await findByEmail(ctx.db.read, { email: input.email });
  const right = await verifyPassword(user?.passwordHash ?? null, input.password);
  const cookie = right && user ? await beginSession(ctx, user, input) : null;
  await ctx.db.write((tx) =>
    tx.insert(signInAttempts).values({
      id: ctx.ids.next(),
      email: input.email,
      address: input.address,
      succeeded: cookie !== null,
      createdAt: ctx.clock.now(),
    }),
  );
  if (!cookie || !user) {
    return fail('invalid_input', 'identity.wrongCredentials', { fields: { password: 'identity.wrongCredentials' } });
  }
  await counted.right();
  return ok({ cookie, userId: user.id, role: user.role });
}
