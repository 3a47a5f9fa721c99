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

/** Rows read at once for a table to take along. */
const PART = 1_000;

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

/** What comes after the order at which the part before ended. */
const after = (sort: OrderSort, direction: typeof asc) =>
  sql`(${columns[sort]}, ${orders.number}) ${sql.raw(direction === asc ? '>' : '<')} (${sql.placeholder('place')}, ${sql.placeholder('number')})`;

const listBy = (filter: OrderFilter, sort: OrderSort, direction: typeof asc, goesOn = false) =>
  prepared((db) =>
    db
      .select({
        ...getTableColumns(orders),
        total: sql<number>`${sumOfLines}`,
        place: sql<string | number>`${columns[sort]}`,
      })
      .from(orders)
      .where(and(scope, conditions[filter], goesOn ? after(sort, direction) : undefined))
      .orderBy(direction(columns[sort]), direction(orders.number))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
type Lists = Record<OrderFilter, Record<OrderSort, Record<'asc' | 'desc', ReturnType<typeof listBy>>>>;
const listsThat = (goesOn: boolean) =>
  Object.fromEntries(
    orderFilters.map((filter) => [
      filter,
      Object.fromEntries(
        orderSorts.map((sort) => [
          sort,
          { asc: listBy(filter, sort, asc, goesOn), desc: listBy(filter, sort, desc, goesOn) },
        ]),
      ),
    ]),
  ) as Lists;
const lists = listsThat(false);
const continued = listsThat(true);

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

/**
 * Everything the list shows on all its pages, in its order, a thousand at a time. Null where the list is. Two queries for
 * each part.
 */
export function exportOrders(
  ctx: Ctx,
  options: OrderListOptions,
): { parts: AsyncIterable<OrderSummary[]>; prices: boolean } | null {
  const asked = read(ctx, options);
  return asked && { parts: partsOf(ctx, asked), prices: asked.view.prices };
}

async function* partsOf(ctx: Ctx, { list, next, given, view }: NonNullable<ReturnType<typeof read>>) {
  let rows = await list(ctx.db.read, { ...given, limit: PART, offset: 0 });
  for (;;) {
    yield await present(ctx, rows, { today: given.today, view });
    const last = rows.at(-1);
    if (rows.length < PART || !last) return;
    rows = await next(ctx.db.read, { ...given, place: last.place, number: last.number, limit: PART, offset: 0 });
  }
}

/** Which query answers, with what, and what of the orders the viewer sees; null when they are not the viewer's. */
function read(ctx: Ctx, options: OrderListOptions) {
  const { filter = 'all', descending = true } = options;
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeOrder(ctx.viewer, { customerId })) return null;
  const view = orderViewOf(ctx.viewer, customerId);
  const sort = options.sort === 'amount' && !view.prices ? 'placed' : (options.sort ?? 'placed');
  const given = { customerId, today: companyDay(ctx.clock), pattern: anyCasePattern(options.search ?? '') };
  const direction = descending ? 'desc' : 'asc';
  return { list: lists[filter][sort][direction], next: continued[filter][sort][direction], given, view };
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
