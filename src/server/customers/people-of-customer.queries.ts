import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { customers, invitations, members } from '#db/schema/customers.ts';

const find = preparedOne((db) =>
  db
    .select({ name: customers.name, managerId: customers.managerId })
    .from(customers)
    .where(eq(customers.id, sql.placeholder('customerId'))),
);
const membersOf = prepared((db) =>
  db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.customerId, sql.placeholder('customerId')))
    .orderBy(asc(members.createdAt), asc(members.userId)),
);

/** Whom something about a customer may concern, for work of the application itself. Callers ask what each of them may see. */
export async function peopleOfCustomer(
  db: Reader,
  customerId: string,
): Promise<{ name: string; managerId: string | null; memberIds: string[] }> {
  const customer = await find(db, { customerId });
  const rows = await membersOf(db, { customerId });
  return {
    name: customer?.name ?? '',
    managerId: customer?.managerId ?? null,
    memberIds: rows.map(({ userId }) => userId),
  };
}

const idsOf = prepared((db) =>
  db
    .select({ id: customers.id })
    .from(customers)
    .where(sql`(${sql.placeholder('segment')} is null or ${customers.segment} = ${sql.placeholder('segment')})`)
    .orderBy(asc(customers.id)),
);

/** All customers, or those of a segment, in a fixed order, for work of the application itself. */
export const listCustomerIds = async (db: Reader, segment: string | null): Promise<string[]> =>
  (await idsOf(db, { segment })).map(({ id }) => id);

const findInvitation = preparedOne((db) =>
  db
    .select({ acceptedAt: invitations.acceptedAt, revokedAt: invitations.revokedAt })
    .from(invitations)
    .where(eq(invitations.id, sql.placeholder('id'))),
);

/** Whether an invitation was neither accepted nor taken back yet. For work of the application itself. */
export async function isInvitationOpen(db: Reader, invitationId: string): Promise<boolean> {
  const row = await findInvitation(db, { id: invitationId });
  return row?.acceptedAt === null && row.revokedAt === null;
}
