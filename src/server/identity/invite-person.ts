import { users } from '#db/schema/identity.ts';
import { isUniqueViolation } from '#db/connection.ts';
import { titledBy, type Titles } from '#content/person-title.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { personInvited } from './identity.events.ts';
import type { NewPerson } from './identity.schema.ts';
import { isStaff, type Role, type Viewer } from './viewer.ts';

/** Admins invite anybody; supervisors invite people of customers, who then are made members. */
export const canInvite = (viewer: Viewer, role: Role): boolean =>
  viewer.kind === 'system' ||
  (isStaff(viewer) && (viewer.role === 'admin' || (viewer.role === 'supervisor' && role === 'customer')));

/** Titles by language may be left out. */
type Invited = Omit<NewPerson, 'titles'> & { titles?: Titles };

/** Adds a person who can sign in once they have set a password: the link is mailed by the subscriber of the event. */
export async function invitePerson(ctx: Ctx, { titles = {}, ...input }: Invited): Promise<Result<{ userId: string }>> {
  if (!canInvite(ctx.viewer, input.role)) return fail('not_found', 'error.notFound');
  const userId = ctx.ids.next();
  try {
    await ctx.db.write(async (tx) => {
      await tx.insert(users).values({
        id: userId,
        ...input,
        ...titledBy(titles),
        timeZone: 'Europe/Moscow',
        passwordHash: null,
        createdAt: ctx.clock.now(),
      });
      await publish(ctx, tx, personInvited({ userId }));
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      return fail('conflict', 'identity.emailTaken', { fields: { email: 'identity.emailTaken' } });
    }
    throw error;
  }
  return ok({ userId });
}
