import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  codeApps,
  devices,
  emailChanges,
  halfSessions,
  passkeyChallenges,
  passkeys,
  passwordResets,
  recoveryCodes,
  sessions,
  signInAttempts,
  users,
} from '#db/schema/identity.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { anyOf, erasedEmail, type Forgotten } from '../platform/forgotten.ts';
import { forgetDemoPerson } from './demo-people.ts';

/**
 * Closes an account for good, before everything about it is forgotten: nobody signs in as them from here on. Null for somebody
 * who has been forgotten already. Whoever calls it ends what still runs in their name (`tellRightsChanged`) after the commit.
 */
export async function closeAccount(
  ctx: Pick<Ctx, 'clock'>,
  tx: Tx,
  userId: string,
): Promise<{ name: string; email: string; locale: Locale } | null> {
  const [closed] = await tx
    .update(users)
    .set({ deactivatedAt: ctx.clock.now(), passwordHash: null })
    .where(and(eq(users.id, userId), isNull(users.erasedAt)))
    .returning({ name: users.name, email: users.email, locale: users.locale });
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(halfSessions).where(eq(halfSessions.userId, userId));
  return closed ?? null;
}

/**
 * Name, language and all addresses of a person, but for those that are somebody else's by now. One they asked for and never
 * confirmed may be anybody's: it is not theirs. Null once forgotten.
 */
export async function findForgotten(
  db: Reader,
  userId: string,
): Promise<(Pick<Forgotten, 'userId' | 'name' | 'emails' | 'unconfirmed'> & { locale: Locale }) | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.erasedAt)));
  if (!user) return null;
  const changes = await db.select().from(emailChanges).where(eq(emailChanges.userId, userId));
  const confirmed = changes.flatMap(({ email, usedAt }) => (usedAt ? [email] : []));
  const known = new Set([user.email, ...confirmed, ...changes.map(({ oldEmail }) => oldEmail)]);
  const unconfirmed = changes.flatMap(({ email, usedAt }) => (usedAt ? [] : [email]));
  const others = await db
    .select({ email: users.email })
    .from(users)
    .where(and(sql`${users.email} in ${anyOf([...known])}`, sql`${users.id} <> ${userId}`));
  for (const { email } of others) known.delete(email);
  return { userId, name: user.name, emails: [...known], unconfirmed, locale: user.locale };
}

/**
 * Makes the person nobody: their ways in, devices and history go; the account stays as a name without a person, because what
 * they said and did belongs to the company's affairs and refers to it.
 */
export async function forgetPerson(ctx: Pick<Ctx, 'clock'>, tx: Tx, person: Forgotten): Promise<void> {
  const { userId } = person;
  const theirs = [
    sessions,
    halfSessions,
    passwordResets,
    emailChanges,
    codeApps,
    recoveryCodes,
    passkeys,
    passkeyChallenges,
    devices,
  ] as const;
  for (const table of theirs) await tx.delete(table).where(eq(table.userId, userId));
  await tx.delete(signInAttempts).where(sql`${signInAttempts.email} in ${anyOf(person.emails)}`);
  await forgetDemoPerson(tx, person.emails);
  const now = ctx.clock.now();
  await tx
    .update(users)
    .set({
      name: person.standIn,
      email: erasedEmail(userId),
      title: null,
      titles: {},
      timeZone: 'Europe/Moscow',
      passwordHash: null,
      deactivatedAt: now,
      erasedAt: now,
    })
    .where(and(eq(users.id, userId), isNull(users.erasedAt)));
}
