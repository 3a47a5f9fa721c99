import { and, eq, isNull, sql } from 'drizzle-orm';
import { customers, invitations, members } from '#db/schema/customers.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { anyOf, type Forgotten } from '../platform/forgotten.ts';

/**
 * Ends a person's memberships, and what invitations say of them. A customer that was nobody but them loses its telephone, and
 * without papers that the law wants kept also its name and address.
 */
export async function forgetPerson(ctx: Pick<Ctx, 'clock'>, tx: Tx, person: Forgotten): Promise<void> {
  const { userId, emails, standIn, ownAffairs } = person;
  await tx.delete(members).where(eq(members.userId, userId));
  await tx.delete(invitations).where(sql`${invitations.email} in ${anyOf(emails)}`);
  await tx
    .update(invitations)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(invitations.invitedBy, userId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
  for (const { customerId, papers } of ownAffairs) {
    await tx
      .update(customers)
      .set(papers ? { phone: null } : { phone: null, name: standIn, taxId: null, address: null })
      .where(eq(customers.id, customerId));
  }
}
