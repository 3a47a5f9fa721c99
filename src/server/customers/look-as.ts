import { and, eq, gt } from 'drizzle-orm';
import { cabinetPreviews } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { findPersonByEmail, isCustomer, isStaff, type UserViewer } from '../identity/index.ts';
import { getCustomerCard } from './customer.queries.ts';
import { listCustomers } from './customer-list.queries.ts';
import { viewerOfUser } from './membership.queries.ts';
import { canSeeCustomers } from './section.policy.ts';

/** Looking again within this time is the same look. */
const ONE_LOOK_MS = 60 * 60 * 1_000;
/** How many customers, and how many of their people, are offered to choose from. */
const CUSTOMERS = 8;
const PEOPLE = 20;

/**
 * The eyes of a customer's person for one of our people who may look at cabinets: to read, and change nothing. Who looked as
 * whom, and when, is kept beside looks at cabinets. Null for everyone else, for our own people, and for those without a customer.
 * @param of the customer whose cabinet they see; by default the one that opens first
 */
export async function lookAs(ctx: Ctx, email: string, of?: string): Promise<UserViewer | null> {
  const { viewer: staff } = ctx;
  if (staff.kind !== 'user' || !isStaff(staff) || !canSeeCustomers(staff)) return null;
  const person = await findPersonByEmail(ctx, email);
  const viewer = person && (await viewerOfUser(ctx.db, person.id));
  const membership = viewer?.memberships.find((each) => each.customerId === (of ?? viewer.customerId));
  if (!viewer || !isCustomer(viewer) || !membership) return null;
  const now = ctx.clock.now();
  const { customerId, role } = membership;
  const look = { staffId: staff.userId, customerId, userId: viewer.userId, role };
  const id = await ctx.db.write(async (tx) => {
    const [known] = await tx
      .select({ id: cabinetPreviews.id })
      .from(cabinetPreviews)
      .where(
        and(
          eq(cabinetPreviews.staffId, look.staffId),
          eq(cabinetPreviews.userId, look.userId),
          eq(cabinetPreviews.customerId, customerId),
          gt(cabinetPreviews.startedAt, new Date(now.getTime() - ONE_LOOK_MS)),
        ),
      );
    if (known) return known.id;
    const fresh = ctx.ids.next();
    // Over as it begins: no session is changed by it.
    await tx.insert(cabinetPreviews).values({ id: fresh, ...look, startedAt: now, endedAt: now });
    return fresh;
  });
  return { ...viewer, customerId, preview: { id, staffId: staff.userId, staffName: staff.name } };
}

/** Somebody of a customer to be chosen for `lookAs`. */
export interface PersonToLookAs {
  name: string;
  email: string;
  customerId: string;
  customerName: string;
}

/**
 * People of the customers found by a part of a name, a taxpayer number or a member's name or address. Empty for those who may
 * not look.
 */
export async function listPeopleToLookAs(ctx: Ctx, search: string): Promise<PersonToLookAs[]> {
  const list = await listCustomers(ctx, { search: search.trim() || undefined, perPage: CUSTOMERS });
  const cards = await Promise.all((list?.customers ?? []).map(({ id }) => getCustomerCard(ctx, id)));
  return cards
    .flatMap((card) =>
      (card?.members ?? []).map(({ name, email }) => ({
        ...{ name, email },
        ...{ customerId: card?.id ?? '', customerName: card?.name ?? '' },
      })),
    )
    .slice(0, PEOPLE);
}
