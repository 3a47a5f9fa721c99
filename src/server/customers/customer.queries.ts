import { asc, eq, inArray, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { customers, members } from '#db/schema/customers.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { getPeople, type MemberRole, type UserViewer } from '../identity/index.ts';
import { canSeeCustomers, canSeeField } from './section.policy.ts';

export interface CustomerCard {
  id: string;
  kind: 'company' | 'person';
  name: string;
  taxId: string | null;
  address: string | null;
  phone: string | null;
  locale: Locale;
  customerSince: Date;
  manager: { id: string; name: string } | null;
  segment: string | null;
  members: { userId: string; name: string; email: string; role: MemberRole }[];
}

const findCustomer = preparedOne((db) =>
  db
    .select()
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id'))),
);
const membersOf = prepared((db) =>
  db
    .select({ userId: members.userId, role: members.role })
    .from(members)
    .where(eq(members.customerId, sql.placeholder('id')))
    .orderBy(asc(members.createdAt), asc(members.userId)),
);

/** A customer as staff see it. Null for everyone else and for an unknown id. */
export async function getCustomerCard(ctx: Ctx, customerId: string): Promise<CustomerCard | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  const customer = await findCustomer(ctx.db.read, { id: customerId });
  if (!customer) return null;
  const rows = await membersOf(ctx.db.read, { id: customerId });
  const wanted = [...rows.map((row) => row.userId), ...(customer.managerId ? [customer.managerId] : [])];
  const people = await getPeople(ctx.db.read, wanted);
  const manager = customer.managerId ? people.get(customer.managerId) : undefined;
  const { id, kind, name, taxId, address, phone, locale, segment, createdAt } = customer;
  return {
    id,
    kind,
    name,
    taxId,
    address,
    phone,
    locale,
    customerSince: createdAt,
    manager: manager ? { id: manager.id, name: manager.name } : null,
    segment,
    members: rows.flatMap(({ userId, role }) => {
      const person = people.get(userId);
      return person ? [{ userId, name: person.name, email: person.email, role }] : [];
    }),
  };
}

export interface CustomerOfMine {
  id: string;
  kind: 'company' | 'person';
  name: string;
  role: MemberRole;
  current: boolean;
  /** Who looks after them on our side; null also where the company does not show it. */
  manager: { name: string } | null;
}

/** The companies and persons a viewer acts for, for the switcher and the home page. Two queries however many they are. */
export async function listMyCustomers(ctx: Ctx<UserViewer>): Promise<CustomerOfMine[]> {
  const { memberships, customerId } = ctx.viewer;
  if (memberships.length === 0) return [];
  const ids = memberships.map((member) => member.customerId);
  const rows = await ctx.db.read.select().from(customers).where(inArray(customers.id, ids));
  const managers = await getPeople(
    ctx.db.read,
    rows.flatMap((row) => (row.managerId ? [row.managerId] : [])),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return memberships.flatMap((member) => {
    const row = byId.get(member.customerId);
    if (!row) return [];
    const shown = canSeeField(ctx.viewer, row.id, 'customer.manager');
    const manager = row.managerId && shown ? managers.get(row.managerId) : undefined;
    return [
      {
        id: row.id,
        kind: row.kind,
        name: row.name,
        role: member.role,
        current: row.id === customerId,
        manager: manager ? { name: manager.name } : null,
      },
    ];
  });
}
