import { and, eq, isNull, ne } from 'drizzle-orm';
import { passwordResets, sessions, users } from '#db/schema/identity.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { confirmPassword } from './confirm-password.ts';
import { endEmailChange } from './email-change.ts';
import { passwordChanged } from './identity.events.ts';
import { hashPassword } from './password.ts';
import { tellSessionsEnded } from './session-end.ts';
import type { UserViewer } from './viewer.ts';

/** Which of the person's companies the cabinet shows from now on in this session. */
export async function chooseCustomer(ctx: Ctx<UserViewer>, customerId: string): Promise<Result<null>> {
  if (!ctx.viewer.memberships.some((membership) => membership.customerId === customerId)) {
    return fail('not_found', 'error.notFound');
  }
  await ctx.db.write((tx) =>
    tx.update(sessions).set({ customerId }).where(eq(sessions.publicId, ctx.viewer.sessionId)),
  );
  return ok(null);
}

/** The language of the cabinet, the desk and the mail this person gets. */
export async function changeLocale(ctx: Ctx<UserViewer>, locale: Locale): Promise<void> {
  await ctx.db.write((tx) => tx.update(users).set({ locale }).where(eq(users.id, ctx.viewer.userId)));
}

/** Name, language and time zone, as the person wants them. */
export async function changeProfile(
  ctx: Ctx<UserViewer>,
  { name, locale, timeZone }: { name: string; locale: Locale; timeZone: string },
): Promise<Result<null>> {
  await ctx.db.write((tx) => tx.update(users).set({ name, locale, timeZone }).where(eq(users.id, ctx.viewer.userId)));
  return ok(null);
}

/** Sets a new password after checking the present one, and signs the person out everywhere else. */
export async function changePassword(
  ctx: Ctx<UserViewer>,
  input: { current: string; password: string },
): Promise<Result<null>> {
  const { userId, sessionId } = ctx.viewer;
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  const oldHash = sure.value.passwordHash;
  const passwordHash = await hashPassword(input.password);
  const changed = await ctx.db.write(async (tx) => {
    // A reset in the meantime wins: the password checked above is not the present one any more.
    const [done] = await tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, userId), eq(users.passwordHash, oldHash)))
      .returning({ id: users.id });
    if (!done) return false;
    await tx.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.publicId, sessionId)));
    await tx.delete(passwordResets).where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
    await endEmailChange(tx, userId);
    await publish(ctx, tx, passwordChanged({ userId }));
    return true;
  });
  if (!changed) {
    return fail('invalid_input', 'identity.wrongPassword', { fields: { current: 'identity.wrongPassword' } });
  }
  tellSessionsEnded(ctx, userId);
  return ok(null);
}
