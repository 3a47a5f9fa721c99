import { isUniqueViolation } from '#db/connection.ts';
import { users } from '#db/schema/identity.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Titles } from '#content/person-title.ts';
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
  /** The same by language. */
  titles?: Titles | undefined;
  timeZone?: string | undefined;
  /** Without one the person sets it by a reset link. */
  password?: string | undefined;
}

/** Adds a person who can sign in. The e-mail address is kept in lower case and is unique. */
export async function createUser(ctx: Ctx<SystemViewer>, input: NewUser): Promise<Result<{ userId: string }>> {
  const { password, ...rest } = input;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  try {
    return ok({ userId: await ctx.db.write((tx) => insertUser(ctx, tx, { ...rest, passwordHash })) });
  } catch (error) {
    if (isUniqueViolation(error))
      return fail('conflict', 'identity.emailTaken', { fields: { email: 'identity.emailTaken' } });
    throw error;
  }
}

/** The same within a transaction that also makes them a member. Throws a unique violation when the address is taken. */
export async function insertUser(
  ctx: Pick<Ctx, 'ids' | 'clock'>,
  tx: Tx,
  input: Omit<NewUser, 'password'> & { passwordHash: string | null },
): Promise<string> {
  const id = ctx.ids.next();
  const { email, name, role, locale, title, titles, timeZone, passwordHash } = input;
  await tx.insert(users).values({
    id,
    email: email.trim().toLowerCase(),
    name,
    role,
    locale,
    title: title ?? null,
    titles: titles ?? {},
    timeZone: timeZone ?? 'Europe/Moscow',
    passwordHash,
    createdAt: ctx.clock.now(),
  });
  return id;
}
