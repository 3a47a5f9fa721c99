import { and, asc, count, desc, eq, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import { customers, members } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { findPeopleIds, getPeople } from '../identity/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import type { customerSorts } from './customer.schema.ts';
import { canSeeCustomers } from './section.policy.ts';

export type CustomerSort = (typeof customerSorts)[number];

export interface ListedCustomer {
  id: string;
  kind: 'company' | 'person';
  name: string;
  taxId: string | null;
  phone: string | null;
  address: string | null;
  segment: string | null;
  manager: { id: string; name: string } | null;
  members: number;
  customerSince: Date;
}

export interface CustomerList {
  customers: ListedCustomer[];
  page: number;
  perPage: number;
  total: number;
}

export interface CustomerListOptions {
  /** Part of a name, a taxpayer number or a member's name or mail address. */
  search?: string | undefined;
  segment?: string | undefined;
  managerId?: string | undefined;
  /** Only these: what another module has found out about them, e.g. who owes. */
  among?: readonly string[] | undefined;
  sort?: CustomerSort | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
}

/** Rows read at once for a table to take along. */
const PART = 1_000;

const isOneOf = (column: SQL | typeof customers.id, ids: readonly string[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(ids)}))`;

/** Customers as staff look through them. Null for everyone else. Four queries however many there are. */
export async function listCustomers(ctx: Ctx, options: CustomerListOptions = {}): Promise<CustomerList | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  const { perPage = 25 } = options;
  const where = await narrowed(ctx, options);
  const [counted] = await ctx.db.read.select({ total: count() }).from(customers).where(where);
  const total = counted?.total ?? 0;
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await rowsOf(ctx, where, options, { limit: perPage, offset: (page - 1) * perPage });
  return { customers: rows, page, perPage, total };
}

/**
 * Everything the list shows on all its pages, in its order, a thousand at a time: each part goes on after the last customer
 * of the one before. Who is renamed meanwhile may be missed or told twice. Null where the list is.
 */
export async function exportCustomers(
  ctx: Ctx,
  { among, ...options }: CustomerListOptions,
): Promise<AsyncIterable<ListedCustomer[]> | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  // Looked up here, not in the database: it would have to be told all of them again for every part.
  const wanted = among && new Set(among);
  return partsOf(ctx, await narrowed(ctx, options), options, wanted);
}

async function* partsOf(
  ctx: Ctx,
  where: SQL | undefined,
  options: CustomerListOptions,
  wanted: ReadonlySet<string> | undefined,
): AsyncGenerator<ListedCustomer[]> {
  let last: ListedCustomer | undefined;
  do {
    const rows: ListedCustomer[] = await rowsOf(ctx, and(where, after(last, options)), options, { limit: PART });
    yield wanted ? rows.filter(({ id }) => wanted.has(id)) : rows;
    last = rows.length < PART ? undefined : rows.at(-1);
  } while (last);
}

function after(last: ListedCustomer | undefined, { sort = 'name', descending = false }: CustomerListOptions) {
  if (!last) return undefined;
  const [column, value] =
    sort === 'name' ? [customers.name, last.name] : [customers.createdAt, last.customerSince.getTime()];
  const comes = sql.raw(descending ? '<' : '>');
  return sql`(${column}, ${customers.id}) ${comes} (${value}, ${last.id})`;
}

const narrowed = async (ctx: Ctx, options: CustomerListOptions): Promise<SQL | undefined> =>
  and(
    await matching(ctx, options.search),
    options.segment === undefined ? undefined : eq(customers.segment, options.segment),
    options.managerId === undefined ? undefined : eq(customers.managerId, options.managerId),
    options.among === undefined ? undefined : isOneOf(customers.id, options.among),
  );

async function rowsOf(
  ctx: Ctx,
  where: SQL | undefined,
  { sort = 'name', descending = false }: CustomerListOptions,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<ListedCustomer[]> {
  const { read } = ctx.db;
  const by = descending ? desc : asc;
  const rows = await read
    .select({
      customer: customers,
      members: sql<number>`(select count(*) from ${members} where ${members.customerId} = ${sql`${customers.id}`})`,
    })
    .from(customers)
    .where(where)
    .orderBy(by(sort === 'name' ? customers.name : customers.createdAt), by(customers.id))
    .limit(limit)
    .offset(offset);
  const managers = await getPeople(
    read,
    rows.flatMap(({ customer }) => (customer.managerId === null ? [] : [customer.managerId])),
  );
  return rows.map(({ customer, members: joined }) => {
    const { id, kind, name, taxId, phone, address, segment, managerId, createdAt } = customer;
    const manager = managerId === null ? undefined : managers.get(managerId);
    const named = manager ? { id: manager.id, name: manager.name } : null;
    return {
      id,
      kind,
      name,
      taxId,
      phone,
      address,
      segment,
      manager: named,
      members: joined,
      customerSince: createdAt,
    };
  });
}

async function matching(ctx: Ctx, search: string | undefined): Promise<SQL | undefined> {
  const pattern = anyCasePattern(search ?? '');
  if (pattern === null) return undefined;
  const people = await findPeopleIds(ctx, search ?? '');
  const ofPeople = sql`exists (select 1 from ${members}
    where ${members.customerId} = ${sql`${customers.id}`} and ${isOneOf(sql`${members.userId}`, people)})`;
  return or(sql`${customers.name} glob ${pattern}`, sql`${customers.taxId} glob ${pattern}`, ofPeople);
}

/** Ids of customers whose name or taxpayer number holds the text, for lists of other modules; at most 200. */
export async function findCustomerIds(ctx: Ctx, search: string): Promise<string[]> {
  const pattern = anyCasePattern(search);
  if (pattern === null || !canSeeCustomers(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select({ id: customers.id })
    .from(customers)
    .where(or(sql`${customers.name} glob ${pattern}`, sql`${customers.taxId} glob ${pattern}`))
    .limit(200);
  return rows.map(({ id }) => id);
}

/** Names by id, for lists that show whose something is. One query; empty for those who may not see customers. */
export async function namesOfCustomers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0 || !canSeeCustomers(ctx.viewer)) return new Map();
  const rows = await ctx.db.read
    .select({ id: customers.id, name: customers.name })
    .from(customers)
    .where(isOneOf(customers.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Segments in use, in the order of the alphabet. */
export async function listSegments(ctx: Ctx): Promise<string[]> {
  if (!canSeeCustomers(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .selectDistinct({ segment: customers.segment })
    .from(customers)
    .where(isNotNull(customers.segment))
    .orderBy(asc(customers.segment))
    .limit(200);
  return rows.flatMap(({ segment }) => (segment === null ? [] : [segment]));
}

/** Customers to choose from when something is made for one of them: all of them, or somebody could not be chosen and nobody would know. */
export async function listCustomerChoices(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  if (!canSeeCustomers(ctx.viewer)) return [];
  return ctx.db.read.select({ id: customers.id, name: customers.name }).from(customers).orderBy(asc(customers.name));
}
