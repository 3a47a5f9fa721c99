import { eq, sql } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { preparedOne } from '#db/prepared.ts';
import { users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { hasSecondFactor } from './code-app.ts';
import { beginHalfSession } from './half-session.ts';
import { verifyPassword } from './password.ts';
import { countSignIn } from './password-tries.ts';
import { beginSession } from './session.ts';
import { noteAttempt } from './sign-in-attempts.ts';
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

export interface SignedIn {
  cookie: Cookie;
  userId: string;
  role: Role;
  /** The password was right, and `cookie` opens only the page that asks for the second step. */
  secondStep: boolean;
}

/**
 * Checks e-mail and password and begins a session, or half of one for those who have a second factor. One message and equal
 * work for a wrong password, an unknown address and a person who left, so that nobody learns who has an account. Wrong tries
 * are limited (password-tries.ts).
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<Result<SignedIn>> {
  const counted = await countSignIn(ctx.platform.limiter, input);
  if (counted.retryAfter !== null) {
    return fail('rate_limited', 'error.rateLimited', { retryAfter: counted.retryAfter });
  }
  const { email, address, userAgent } = input;
  const user = await findByEmail(ctx.db.read, { email });
  const passwordHash = user?.passwordHash ?? null;
  const right = (await verifyPassword(passwordHash, input.password)) && user?.deactivatedAt === null;
  const secondStep = right && (await hasSecondFactor(ctx, user.id));
  let cookie: Cookie | null = null;
  if (right && passwordHash !== null) {
    cookie = await (secondStep
      ? beginHalfSession(ctx, { id: user.id, passwordHash })
      : beginSession(ctx, user, { userAgent, address }));
  }
  const succeeded = cookie !== null && !secondStep;
  await noteAttempt(ctx, { email, address, userAgent, method: secondStep ? 'half' : 'password', succeeded });
  if (!cookie || !user) {
    return fail('invalid_input', 'identity.wrongCredentials', { fields: { password: 'identity.wrongCredentials' } });
  }
  await counted.right();
  return ok({ cookie, userId: user.id, role: user.role, secondStep });
}
