import { and, asc, desc, eq, getTableColumns, or, sql, type SQL } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { orderEvents, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import { expectedOn, finished, lateBy, sumOfLines } from './order-conditions.ts';
import { fromRow } from './order-row.ts';
import type { OrderEvent } from './order.ts';
import { canSeeOrder } from './order.policy.ts';
import { orderViewOf, presentSummary, type OrderSummary, type OrderView } from './order.presenter.ts';

export const orderFilters = ['all', 'active', 'late', 'finished'] as const;
export type OrderFilter = (typeof orderFilters)[number];
export const orderSorts = ['placed', 'expected', 'amount'] as const;
export type OrderSort = (typeof orderSorts)[number];

export interface OrderList {
  orders: OrderSummary[];
  page: number;
  perPage: number;
  /** Orders that match filter and search. */
  total: number;
  /** Orders that match the search, by filter. */
  counts: Record<OrderFilter, number>;
  /** Prices are shown: one may sort by amount. */
  prices: boolean;
}

export interface OrderListOptions {
  filter?: OrderFilter | undefined;
  sort?: OrderSort | undefined;
  descending?: boolean | undefined;
  /** Part of a number or a title, in any case. */
  search?: string | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
  /** For staff and the system; a customer's own is taken from the viewer. */
  customerId?: string | undefined;
}

/** A table to take along. */
const MOST_EXPORTED = 10_000;

const late = lateBy(sql.placeholder('today'));
const conditions: Record<OrderFilter, SQL | undefined> = {
  all: undefined,
  active: sql`not ${finished}`,
  late,
  finished,
};
const pattern = sql.placeholder('pattern');
const scope = and(
  eq(orders.customerId, sql.placeholder('customerId')),
  or(sql`${pattern} is null`, sql`${orders.number} glob ${pattern}`, sql`${orders.title} glob ${pattern}`),
);
const columns: Record<OrderSort, SQL> = {
  placed: sql`${orders.placedOn}`,
  expected: expectedOn,
  amount: sumOfLines,
};

const listBy = (filter: OrderFilter, sort: OrderSort, direction: typeof asc) =>
  prepared((db) =>
    db
      .select({ ...getTableColumns(orders), total: sql<number>`${sumOfLines}` })
      .from(orders)
      .where(and(scope, conditions[filter]))
      .orderBy(direction(columns[sort]), direction(orders.number))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
type Lists = Record<OrderFilter, Record<OrderSort, Record<'asc' | 'desc', ReturnType<typeof listBy>>>>;
const lists = Object.fromEntries(
  orderFilters.map((filter) => [
    filter,
    Object.fromEntries(
      orderSorts.map((sort) => [sort, { asc: listBy(filter, sort, asc), desc: listBy(filter, sort, desc) }]),
    ),
  ]),
) as Lists;

const sumWhen = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
const count = preparedOne((db) =>
  db
    .select({ all: sql<number>`count(*)`, finished: sumWhen(finished), late: sumWhen(late) })
    .from(orders)
    .where(scope),
);

/**
 * Orders of one customer, by default those of the viewer's cabinet, newest first. Null when that section is not the
 * viewer's. Three queries however many orders there are. Where prices are hidden nobody can sort by them.
 */
export async function listOrders(ctx: Ctx, options: OrderListOptions = {}): Promise<OrderList | null> {
  const { filter = 'all', perPage = 20 } = options;
  const asked = read(ctx, options);
  if (!asked) return null;
  const { list, given, view } = asked;
  const counted = (await count(ctx.db.read, given)) ?? { all: 0, finished: 0, late: 0 };
  const counts = { ...counted, active: counted.all - counted.finished };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await list(ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  return {
    orders: await present(ctx, rows, { today: given.today, view }),
    page,
    perPage,
    total,
    counts,
    prices: view.prices,
  };
}

/** Everything the list shows on all its pages, in its order: at most 10 000 rows. Null where the list is. Two queries. */
export async function exportOrders(
  ctx: Ctx,
  options: OrderListOptions,
): Promise<{ orders: OrderSummary[]; prices: boolean } | null> {
  const asked = read(ctx, options);
  if (!asked) return null;
  const { list, given, view } = asked;
  const rows = await list(ctx.db.read, { ...given, limit: MOST_EXPORTED, offset: 0 });
  return { orders: await present(ctx, rows, { today: given.today, view }), prices: view.prices };
}

/** Which query answers, with what, and what of the orders the viewer sees; null when they are not the viewer's. */
function read(ctx: Ctx, options: OrderListOptions) {
  const { filter = 'all', descending = true } = options;
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeOrder(ctx.viewer, { customerId })) return null;
  const view = orderViewOf(ctx.viewer, customerId);
  const sort = options.sort === 'amount' && !view.prices ? 'placed' : (options.sort ?? 'placed');
  const given = { customerId, today: companyDay(ctx.clock), pattern: anyCasePattern(options.search ?? '') };
  return { list: lists[filter][sort][descending ? 'desc' : 'asc'], given, view };
}

async function present(
  ctx: Ctx,
  rows: Awaited<ReturnType<ReturnType<typeof listBy>>>,
  how: { today: string; view: OrderView },
): Promise<OrderSummary[]> {
  const events = await eventsOfAll(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentSummary(row, events.get(row.id) ?? [], how));
}

async function eventsOfAll(ctx: Ctx, orderIds: string[]): Promise<Map<string, OrderEvent[]>> {
  const byOrder = new Map<string, OrderEvent[]>();
  if (orderIds.length === 0) return byOrder;
  const rows = await ctx.db.read
    .select()
    .from(orderEvents)
    .where(sql`${orderEvents.orderId} in (select value from json_each(${JSON.stringify(orderIds)}))`)
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id));
  for (const row of rows) {
    const known = byOrder.get(row.orderId);
    if (known) known.push(fromRow(row));
    else byOrder.set(row.orderId, [fromRow(row)]);
  }
  return byOrder;
}
