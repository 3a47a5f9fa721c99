import { and, eq, isNull, ne } from 'drizzle-orm';
import { invitations, members } from '#db/schema/customers.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import {
  getPeople,
  isStaff,
  tellRightsChanged,
  type MemberRole,
  type Section,
  type UserViewer,
} from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { memberRemoved, memberRoleChanged } from './customer.events.ts';
import { canManageColleagues } from './people.policy.ts';

interface Who {
  customerId: string;
  userId: string;
}

const isMember = ({ customerId, userId }: Who) => and(eq(members.customerId, customerId), eq(members.userId, userId));

/**
 * Gives a colleague another role. The last owner stays one, as somebody must be able to let others in; our people, who can do
 * that too, may change it.
 */
export async function changeMemberRole(
  ctx: Ctx<UserViewer>,
  input: Who & { role: MemberRole; sections: readonly Section[] },
): Promise<Result<null>> {
  const { customerId, userId, role } = input;
  if (!canManageColleagues(ctx.viewer, customerId)) return fail('not_found', 'error.notFound');
  const changed = await ctx.db.write(async (tx): Promise<Result<null>> => {
    if (role !== 'owner' && !isStaff(ctx.viewer) && (await isLastOwner(tx, input))) return lastOwner('role');
    const done = await tx
      .update(members)
      .set({ role, sections: role === 'custom' ? [...input.sections] : null })
      .where(isMember(input))
      .returning({ userId: members.userId });
    if (done.length === 0) return fail('not_found', 'error.notFound');
    await publish(ctx, tx, memberRoleChanged({ customerId, userId, byUserId: ctx.viewer.userId }));
    return ok(null);
  });
  if (changed.ok) tellRightsChanged(ctx, userId);
  return changed;
}

/** Takes a colleague's access to this customer away, at once. Their account and their other companies stay. */
export async function removeMember(ctx: Ctx<UserViewer>, who: Who): Promise<Result<null>> {
  if (!canManageColleagues(ctx.viewer, who.customerId)) return fail('not_found', 'error.notFound');
  return remove(ctx, who);
}

/** Leaves a company oneself. */
export async function leaveCustomer(ctx: Ctx<UserViewer>, customerId: string): Promise<Result<null>> {
  return remove(ctx, { customerId, userId: ctx.viewer.userId });
}

async function remove(ctx: Ctx<UserViewer>, who: Who): Promise<Result<null>> {
  const removed = await ctx.db.write(async (tx): Promise<Result<null>> => {
    if (!isStaff(ctx.viewer) && (await isLastOwner(tx, who))) return lastOwner('form');
    const gone = await tx.delete(members).where(isMember(who)).returning({ userId: members.userId });
    if (gone.length === 0) return fail('not_found', 'error.notFound');
    await revokeInvitationsOf(ctx, tx, who);
    await publish(ctx, tx, memberRemoved({ ...who, byUserId: ctx.viewer.userId }));
    return ok(null);
  });
  if (removed.ok) tellRightsChanged(ctx, who.userId);
  return removed;
}

/** Whoever goes must not have left a door open for themselves. */
async function revokeInvitationsOf(ctx: Ctx, tx: Tx, { customerId, userId }: Who): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: ctx.clock.now() })
    .where(
      and(
        eq(invitations.customerId, customerId),
        eq(invitations.invitedBy, userId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
}

/** True when nobody else who can still sign in owns it. */
async function isLastOwner(tx: Tx, who: Who): Promise<boolean> {
  const owns = and(eq(members.customerId, who.customerId), eq(members.role, 'owner'));
  const [own] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(isMember(who), owns));
  if (!own) return false;
  const others = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(owns, ne(members.userId, who.userId)));
  const people = await getPeople(
    tx,
    others.map((other) => other.userId),
  );
  return ![...people.values()].some((person) => person.active);
}

const lastOwner = (field: string) => fail('conflict', 'people.lastOwner', { fields: { [field]: 'people.lastOwner' } });
