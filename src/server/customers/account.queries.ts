import { eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { customers } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from './section.policy.ts';

/** What is known of a customer itself, apart from its affairs. */
export interface CustomerAccount {
  kind: 'company' | 'person';
  name: string;
  phone: string | null;
  segment: string | null;
}

const find = preparedOne((db) =>
  db
    .select({ kind: customers.kind, name: customers.name, phone: customers.phone, segment: customers.segment })
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id'))),
);

/** For the customer's own people and for those who look after customers; null for everyone else. One query. */
export async function getCustomerAccount(ctx: Ctx, customerId: string): Promise<CustomerAccount | null> {
  const { viewer } = ctx;
  const own = viewer.kind === 'user' && viewer.memberships.some((member) => member.customerId === customerId);
  if (!own && !canSeeCustomers(viewer)) return null;
  return (await find(ctx.db.read, { id: customerId })) ?? null;
}
