import { eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { customers, members } from '#db/schema/customers.ts';
import { getPeople } from '../identity/index.ts';
import { anyOf } from '../platform/forgotten.ts';

/** What becomes of a person's customers without them. */
export interface Affairs {
  /** Everybody they act for. */
  customers: { id: string; name: string }[];
  /** Nobody of those left there could let others in or out: they hand ownership over first. */
  leftWithoutOwner: { id: string; name: string }[];
  /** Persons, not companies, for whom nobody else acts: what is known of the customer is known of them. */
  ownIds: string[];
}

/** For several people at once. Three queries however many they are. */
export async function affairsOf(db: Reader, userIds: readonly string[]): Promise<Map<string, Affairs>> {
  const mine = await db
    .select({
      userId: members.userId,
      id: customers.id,
      name: customers.name,
      kind: customers.kind,
      role: members.role,
    })
    .from(members)
    .innerJoin(customers, eq(customers.id, members.customerId))
    .where(sql`${members.userId} in ${anyOf(userIds)}`);
  const rows = await db
    .select()
    .from(members)
    .where(sql`${members.customerId} in ${anyOf(mine.map(({ id }) => id))}`);
  const people = await getPeople(
    db,
    rows.map((row) => row.userId),
  );
  const active = rows.filter((row) => people.get(row.userId)?.active);
  return new Map(
    userIds.map((userId) => {
      const theirs = mine.filter((each) => each.userId === userId);
      const othersOf = (id: string) => active.filter((row) => row.customerId === id && row.userId !== userId);
      return [
        userId,
        {
          customers: theirs.map(({ id, name }) => ({ id, name })),
          leftWithoutOwner: theirs
            .filter(({ id, role }) => role === 'owner' && othersOf(id).length > 0)
            .filter(({ id }) => !othersOf(id).some((row) => row.role === 'owner'))
            .map(({ id, name }) => ({ id, name })),
          ownIds: theirs.filter(({ id, kind }) => kind === 'person' && othersOf(id).length === 0).map(({ id }) => id),
        },
      ];
    }),
  );
}
