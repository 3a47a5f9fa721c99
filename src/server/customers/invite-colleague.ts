import { and, count, eq, gt, isNull, lte } from 'drizzle-orm';
import { customers, invitations, members } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPersonByEmail, isStaff, type MemberRole, type Section, type UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { memberInvited } from './customer.events.ts';
import { canManageColleagues } from './people.policy.ts';

export const INVITATION = 'invitation';
export const INVITATION_LIVES_MS = 7 * 24 * 60 * 60 * 1_000;
const MAX_OPEN = 100;

export interface Invite {
  customerId: string;
  email: string;
  role: MemberRole;
  sections: readonly Section[];
}

/**
 * Asks a colleague to join, by mail. The answer is the same whether the address has an account or not; only those who already
 * are colleagues, whom the owner sees anyway, are named.
 */
export async function inviteColleague(ctx: Ctx<UserViewer>, invite: Invite): Promise<Result<{ invitationId: string }>> {
  const { viewer } = ctx;
  const { customerId, email, role } = invite;
  if (!canManageColleagues(viewer, customerId)) return fail('not_found', 'error.notFound');
  const [customer] = await ctx.db.read
    .select({ locale: customers.locale })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (!customer) return fail('not_found', 'error.notFound');
  const person = await getPersonByEmail(ctx.db.read, email);
  // Only our people are told: to a customer every address looks the same.
  if (isStaff(viewer) && person && (person.role !== 'customer' || !person.active)) return taken('customer.people.ours');
  const retryAfter = await ctx.platform.limiter.take('invitation', viewer.userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const open = and(
    eq(invitations.customerId, customerId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  );
  return ctx.db.write(async (tx): Promise<Result<{ invitationId: string }>> => {
    const here = and(eq(members.customerId, customerId), eq(members.userId, person?.id ?? ''));
    const [member] = await tx.select({ userId: members.userId }).from(members).where(here);
    if (member) return taken('people.alreadyMember');
    // One that has run out makes room for a new one.
    await tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(and(open, eq(invitations.email, email), lte(invitations.expiresAt, now)));
    const [waiting] = await tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(open, eq(invitations.email, email)));
    if (waiting) return taken('people.alreadyInvited');
    const [all] = await tx
      .select({ count: count() })
      .from(invitations)
      .where(and(open, gt(invitations.expiresAt, now)));
    if ((all?.count ?? 0) >= MAX_OPEN) return fail('conflict', 'people.tooManyInvitations');
    await tx.insert(invitations).values({
      id,
      customerId,
      email,
      role,
      sections: role === 'custom' ? [...invite.sections] : null,
      // Ours may speak another language than the customer.
      locale: isStaff(viewer) ? customer.locale : viewer.locale,
      tokenHash: hashSecret(ctx.platform.vault.token(INVITATION, id)),
      invitedBy: viewer.userId,
      createdAt: now,
      sentAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_LIVES_MS),
    });
    await publish(ctx, tx, memberInvited({ customerId, invitationId: id, byUserId: viewer.userId }));
    return ok({ invitationId: id });
  });
}

const taken = (key: 'people.alreadyMember' | 'people.alreadyInvited' | 'customer.people.ours') =>
  fail('conflict', key, { fields: { email: key } });
