import { asc, eq, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import type { Db } from '#db/client.ts';
import { customers, members } from '#db/schema/customers.ts';
import { getPerson, type Membership, type UserViewer } from '../identity/index.ts';

const membershipsOf = prepared((db) =>
  db
    .select({ customerId: members.customerId, customerName: customers.name, role: members.role })
    .from(members)
    .innerJoin(customers, eq(customers.id, members.customerId))
    .where(eq(members.userId, sql.placeholder('userId')))
    .orderBy(asc(members.createdAt), asc(members.customerId)),
);

/** For whom a person may act, oldest first. */
export const loadMemberships = (db: Db, userId: string): Promise<Membership[]> => membershipsOf(db.read, { userId });

/** The viewer with their memberships, and with a current customer that is really theirs. */
export async function withMemberships(db: Db, viewer: UserViewer): Promise<UserViewer> {
  if (viewer.role !== 'customer') return { ...viewer, memberships: [], customerId: null };
  const memberships = await loadMemberships(db, viewer.userId);
  const chosen = memberships.find((member) => member.customerId === viewer.customerId) ?? memberships[0];
  return { ...viewer, memberships, customerId: chosen?.customerId ?? null };
}

/**
 * A person as a viewer without a request of theirs: what they could see, so that work done for them (the assistant in their
 * conversation) sees no more. Null for an unknown person and for one who has left.
 */
export async function viewerOfUser(db: Db, userId: string): Promise<UserViewer | null> {
  const person = await getPerson(db.read, userId);
  if (!person?.active) return null;
  const { name, email, role, locale, timeZone } = person;
  const viewer = { kind: 'user', userId, sessionId: '', name, email, role, locale, timeZone } as const;
  return withMemberships(db, { ...viewer, memberships: [], customerId: null, visitorHash: null });
}
