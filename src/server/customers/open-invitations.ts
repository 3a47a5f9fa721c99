import { and, eq, isNull } from 'drizzle-orm';
import { invitations } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { memberInvited } from './customer.events.ts';
import { INVITATION_LIVES_MS } from './invite-colleague.ts';
import { canManageColleagues } from './people.policy.ts';

interface Which {
  customerId: string;
  invitationId: string;
}

const open = ({ customerId, invitationId }: Which) =>
  and(
    eq(invitations.id, invitationId),
    eq(invitations.customerId, customerId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  );

/** Mails an invitation once more: the same link, for another seven days. */
export async function resendInvitation(ctx: Ctx<UserViewer>, which: Which): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  if (!canManageColleagues(ctx.viewer, which.customerId)) return fail('not_found', 'error.notFound');
  const retryAfter = await ctx.platform.limiter.take('invitation', userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const now = ctx.clock.now();
  const sent = await ctx.db.write(async (tx) => {
    const changed = await tx
      .update(invitations)
      .set({ sentAt: now, expiresAt: new Date(now.getTime() + INVITATION_LIVES_MS) })
      .where(open(which))
      .returning({ id: invitations.id });
    if (changed.length > 0) await publish(ctx, tx, memberInvited({ ...which, byUserId: userId }));
    return changed.length > 0;
  });
  return sent ? ok(null) : fail('not_found', 'error.notFound');
}

/** Takes an invitation back: its link stops working. */
export async function revokeInvitation(ctx: Ctx<UserViewer>, which: Which): Promise<Result<null>> {
  if (!canManageColleagues(ctx.viewer, which.customerId)) return fail('not_found', 'error.notFound');
  const changed = await ctx.db.write((tx) =>
    tx.update(invitations).set({ revokedAt: ctx.clock.now() }).where(open(which)).returning({ id: invitations.id }),
  );
  return changed.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
}
