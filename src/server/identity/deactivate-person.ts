import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import { sessions, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { personDeactivated } from './identity.events.ts';
import { tellSessionsEnded } from './session-end.ts';
import { isStaff, type Viewer } from './viewer.ts';

/** Accounts of our people are the admin's. */
export const canManagePeople = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role === 'admin');

/**
 * Ends somebody's work here: they cannot sign in any more, and every session of theirs ends at once. What they said and did
 * stays under their name. Nobody shuts themselves out, so there is always an admin left. Repeating it is harmless.
 */
export async function deactivatePerson(ctx: Ctx, input: { userId: string }): Promise<Result<null>> {
  const { viewer } = ctx;
  const { userId } = input;
  if (!canManagePeople(viewer)) return fail('not_found', 'error.notFound');
  if (viewer.kind === 'user' && viewer.userId === userId) return fail('conflict', 'admin.people.notYourself');
  const found = await ctx.db.write(async (tx) => {
    const [known] = await tx.select({ id: users.id }).from(users).where(ofStaff(userId));
    if (!known) return false;
    const [left] = await tx
      .update(users)
      .set({ deactivatedAt: ctx.clock.now() })
      .where(and(eq(users.id, userId), isNull(users.deactivatedAt)))
      .returning({ id: users.id });
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    if (left) await publish(ctx, tx, personDeactivated({ userId }));
    return true;
  });
  if (!found) return fail('not_found', 'error.notFound');
  tellSessionsEnded(ctx, userId);
  return ok(null);
}

/** Lets somebody in again; they sign in with the password they had. */
export async function reactivatePerson(ctx: Ctx, input: { userId: string }): Promise<Result<null>> {
  if (!canManagePeople(ctx.viewer)) return fail('not_found', 'error.notFound');
  const back = await ctx.db.write((tx) =>
    tx
      .update(users)
      .set({ deactivatedAt: null })
      .where(and(ofStaff(input.userId), isNotNull(users.deactivatedAt)))
      .returning({ id: users.id }),
  );
  return back.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
}

const ofStaff = (userId: string) => and(eq(users.id, userId), ne(users.role, 'customer'));
