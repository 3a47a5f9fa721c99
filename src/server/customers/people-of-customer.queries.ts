import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { customers, members } from '#db/schema/customers.ts';

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
