import { and, asc, desc, eq, getTableColumns, inArray, or, sql, type SQL } from 'drizzle-orm';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers, findCustomerIds, namesOfCustomers } from '../customers/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import { finished, lateBy, sumOfLines } from './order-conditions.ts';
import { fromRow } from './order-row.ts';
import { presentSummary, type OrderSummary } from './order.presenter.ts';

export const staffOrderFilters = ['active', 'late', 'finished', 'all'] as const;
export type StaffOrderFilter = (typeof staffOrderFilters)[number];

export interface StaffOrder extends OrderSummary {
  customerName: string;
}

export interface StaffOrderList {
  orders: StaffOrder[];
  page: number;
  perPage: number;
  total: number;
  counts: Record<StaffOrderFilter, number>;
}

export interface StaffOrderListOptions {
  filter?: StaffOrderFilter | undefined;
  /** Part of a number, a title, a customer's name or taxpayer number. */
  search?: string | undefined;
  customerId?: string | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
}

const everything = { prices: true, steps: true, tracking: true };

/** Orders of all customers, newest first, for staff who look after customers; null for everyone else. Four queries, five with a search. */
export async function listAllOrders(ctx: Ctx, options: StaffOrderListOptions = {}): Promise<StaffOrderList | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  const { filter = 'active', perPage = 25 } = options;
  const { read } = ctx.db;
  const today = companyDay(ctx.clock);
  const late = lateBy(sql`${today}`);
  const conditions: Record<StaffOrderFilter, SQL | undefined> = {
    all: undefined,
    active: sql`not ${finished}`,
    late,
    finished,
  };
  const scope = and(
    await matching(ctx, options.search),
    options.customerId === undefined ? undefined : eq(orders.customerId, options.customerId),
  );
  const sum = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
  const [row] = await read
    .select({ all: sql<number>`count(*)`, finished: sum(finished), late: sum(late) })
    .from(orders)
    .where(scope);
  const counted = row ?? { all: 0, finished: 0, late: 0 };
  const counts = { ...counted, active: counted.all - counted.finished };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await read
    .select({ ...getTableColumns(orders), total: sql<number>`${sumOfLines}` })
    .from(orders)
    .where(and(scope, conditions[filter]))
    .orderBy(desc(orders.placedOn), desc(orders.number))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const events = await read
    .select()
    .from(orderEvents)
    .where(
      inArray(
        orderEvents.orderId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id));
  const byOrder = Map.groupBy(events, ({ orderId }) => orderId);
  const names = await namesOfCustomers(
    ctx,
    rows.map(({ customerId }) => customerId),
  );
  return {
    orders: rows.map((order) => ({
      ...presentSummary(order, (byOrder.get(order.id) ?? []).map(fromRow), { today, view: everything }),
      customerName: names.get(order.customerId) ?? '',
    })),
    page,
    perPage,
    total,
    counts,
  };
}

async function matching(ctx: Ctx, search: string | undefined): Promise<SQL | undefined> {
  const pattern = anyCasePattern(search ?? '');
  if (pattern === null) return undefined;
  const customerIds = JSON.stringify(await findCustomerIds(ctx, search ?? ''));
  return or(
    sql`${orders.number} glob ${pattern}`,
    sql`${orders.title} glob ${pattern}`,
    sql`${orders.customerId} in (select value from json_each(${customerIds}))`,
  );
}
