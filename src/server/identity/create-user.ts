import { isUniqueViolation } from '#db/connection.ts';
import { users } from '#db/schema/identity.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { hashPassword } from './password.ts';
import type { Role, SystemViewer } from './viewer.ts';

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  locale: Locale;
  title?: string | undefined;
  timeZone?: string | undefined;
  /** Without one the person sets it by a reset link. */
  password?: string | undefined;
}

/** Adds a person who can sign in. The e-mail address is kept in lower case and is unique. */
export async function createUser(ctx: Ctx<SystemViewer>, input: NewUser): Promise<Result<{ userId: string }>> {
  const { password, ...rest } = input;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const userId = ctx.ids.next();
  try {
    await ctx.db.write((tx) =>
      tx.insert(users).values({
        id: userId,
        email: rest.email.trim().toLowerCase(),
        name: rest.name,
        role: rest.role,
        locale: rest.locale,
        title: rest.title ?? null,
        timeZone: rest.timeZone ?? 'Europe/Moscow',
        passwordHash,
        createdAt: ctx.clock.now(),
      }),
    );
  } catch (error) {
    if (isUniqueViolation(error))
      return fail('conflict', 'identity.emailTaken', { fields: { email: 'identity.emailTaken' } });
    throw error;
  }
  return ok({ userId });
}
