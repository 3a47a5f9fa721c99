import { eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { customers } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from './section.policy.ts';

/** A customer as named on invoices, receipts and statements. */
export interface BilledParty {
  kind: 'company' | 'person';
  name: string;
  taxId: string | null;
  address: string | null;
}

const find = preparedOne((db) =>
  db
    .select({ kind: customers.kind, name: customers.name, taxId: customers.taxId, address: customers.address })
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id'))),
);

/** For the customer's own people and for those who look after customers; null for everyone else. */
export async function getBilledParty(ctx: Ctx, customerId: string): Promise<BilledParty | null> {
  const { viewer } = ctx;
  const own = viewer.kind === 'user' && viewer.memberships.some((member) => member.customerId === customerId);
  if (!own && !canSeeCustomers(viewer)) return null;
  return (await find(ctx.db.read, { id: customerId })) ?? null;
}
