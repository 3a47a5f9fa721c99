import { eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { preparedOne } from '#db/prepared.ts';
import { customers } from '#db/schema/customers.ts';
import { getPerson } from '../identity/index.ts';

/** Who of our people looks after a customer. */
export interface Manager {
  userId: string;
  name: string;
}

const findManager = preparedOne((db) =>
  db
    .select({ managerId: customers.managerId })
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id'))),
);

/**
 * The manager of a customer; null when there is none, or when they have left. Without a check: whether the customer is shown
 * their manager is the caller's question (`canSeeField`, `customer.manager`).
 */
export async function managerOf(db: Reader, customerId: string): Promise<Manager | null> {
  const managerId = (await findManager(db, { id: customerId }))?.managerId ?? null;
  const person = managerId === null ? null : await getPerson(db, managerId);
  return person?.active ? { userId: person.id, name: person.name } : null;
}
