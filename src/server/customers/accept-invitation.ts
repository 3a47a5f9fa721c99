import { and, eq, gt, isNull } from 'drizzle-orm';
import { isUniqueViolation } from '#db/connection.ts';
import { customers, invitations, members } from '#db/schema/customers.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import {
  getPersonByEmail,
  getPerson,
  hashPassword,
  insertUser,
  tellRightsChanged,
  type MemberRole,
  type UserViewer,
} from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { memberAdded } from './customer.events.ts';

export interface Invitation {
  customerId: string;
  customerName: string;
  email: string;
  role: MemberRole;
  /** Who asked. */
  by: string;
  locale: Locale;
  /** The address has an account, so that its owner signs in instead of choosing a password. Only the link's reader is told. */
  account: 'none' | 'customer' | 'other';
}

const usable = (token: string, now: Date) =>
  and(
    eq(invitations.tokenHash, hashSecret(token)),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
  );

/** What a link invites to; null once it was used, taken back, or is a week old. */
export async function findInvitation(ctx: Ctx, token: string): Promise<Invitation | null> {
  const [row] = await ctx.db.read
    .select({ invitation: invitations, customerName: customers.name })
    .from(invitations)
    .innerJoin(customers, eq(customers.id, invitations.customerId))
    .where(usable(token, ctx.clock.now()));
  if (!row) return null;
  const { customerId, email, role, locale, invitedBy } = row.invitation;
  const by = await getPerson(ctx.db.read, invitedBy);
  const person = await getPersonByEmail(ctx.db.read, email);
  const account = !person ? 'none' : person.active && person.role === 'customer' ? 'customer' : 'other';
  return { customerId, customerName: row.customerName, email, role, by: by?.name ?? '', locale, account };
}

/** Joins with the account one is signed in with. It must be the address that was invited: a forwarded mail lets nobody in. */
export async function acceptInvitation(ctx: Ctx<UserViewer>, token: string): Promise<Result<{ customerId: string }>> {
  const { userId, email, role } = ctx.viewer;
  if (role !== 'customer') return fail('not_found', 'error.notFound');
  const customerId = await ctx.db.write((tx) => join(ctx, tx, { token, userId, email }));
  if (customerId === null) return fail('not_found', 'people.invitationGone');
  tellRightsChanged(ctx, userId);
  return ok({ customerId });
}

/** Makes the account of somebody new, and the membership with it. The link has shown that the mailbox is theirs. */
export async function joinByInvitation(
  ctx: Ctx,
  input: { token: string; name: string; locale: Locale; password: string },
): Promise<Result<{ email: string }>> {
  const { token, name, locale } = input;
  const invitation = await findInvitation(ctx, token);
  if (invitation?.account !== 'none') return fail('not_found', 'people.invitationGone');
  const { email } = invitation;
  const passwordHash = await hashPassword(input.password);
  try {
    const joined = await ctx.db.write(async (tx) => {
      const userId = await insertUser(ctx, tx, { email, name, locale, role: 'customer', passwordHash });
      const customerId = await join(ctx, tx, { token, userId, email });
      // Undoes the account as well.
      if (customerId === null) throw new Gone();
      return true;
    });
    return joined ? ok({ email }) : fail('not_found', 'people.invitationGone');
  } catch (error) {
    if (error instanceof Gone || isUniqueViolation(error)) return fail('not_found', 'people.invitationGone');
    throw error;
  }
}

class Gone extends Error {}

async function join(
  ctx: Ctx,
  tx: Tx,
  { token, userId, email }: { token: string; userId: string; email: string },
): Promise<string | null> {
  const now = ctx.clock.now();
  const [used] = await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(usable(token, now), eq(invitations.email, email)))
    .returning();
  if (!used) return null;
  const { customerId, role, sections } = used;
  const added = await tx
    .insert(members)
    .values({ userId, customerId, role, sections, createdAt: now })
    .onConflictDoNothing()
    .returning({ userId: members.userId });
  if (added.length > 0) await publish(ctx, tx, memberAdded({ customerId, userId, byUserId: userId }));
  return customerId;
}
