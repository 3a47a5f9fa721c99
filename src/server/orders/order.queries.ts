import { and, asc, desc, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { orderEvents, orderLines, orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { detailsFor, summaryFor } from './leave-out-hidden.ts';
import { fromRow } from './order-row.ts';
import type { OrderEvent } from './order.ts';
import { canSeeOrder } from './order.policy.ts';
import { presentDetails, presentSummary, type OrderDetails, type OrderSummary } from './order.presenter.ts';

export type OrderFilter = 'all' | 'active' | 'finished';

export interface OrderList {
  orders: OrderSummary[];
  page: number;
  perPage: number;
  /** Orders that match the filter. */
  total: number;
  counts: Record<OrderFilter, number>;
}

/** Over: canceled, put together, or delivered when nothing is put together. The same as `foldOrder` says, for filters. */
const finished = sql`exists (
  select 1 from ${orderEvents} where ${orderEvents.orderId} = ${orders.id} and (
    ${orderEvents.type} in ('canceled', 'installed') or (${orderEvents.type} = 'delivered' and not ${orders.withInstallation})
  )
)`;
const filters: Record<OrderFilter, SQL | undefined> = {
  all: undefined,
  active: sql`not ${finished}`,
  finished,
};

// Kept in a variable: Drizzle drops the table names of columns that stand directly in a selected expression.
const sumOfLines = sql`(
  select coalesce(sum(${orderLines.quantity} * ${orderLines.unitPrice}), 0)
  from ${orderLines} where ${orderLines.orderId} = ${orders.id}
)`;
const ofCustomer = eq(orders.customerId, sql.placeholder('customerId'));
const listBy = (filter: OrderFilter) =>
  prepared((db) =>
    db
      .select({
        ...getTableColumns(orders),
        total: sql<number>`${sumOfLines}`,
      })
      .from(orders)
      .where(and(ofCustomer, filters[filter]))
      .orderBy(desc(orders.placedOn), desc(orders.number))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
const lists = { all: listBy('all'), active: listBy('active'), finished: listBy('finished') };
const count = preparedOne((db) =>
  db
    .select({ all: sql<number>`count(*)`, finished: sql<number>`coalesce(sum(${finished}), 0)` })
    .from(orders)
    .where(ofCustomer),
);
const findByNumber = preparedOne((db) =>
  db
    .select()
    .from(orders)
    .where(eq(orders.number, sql.placeholder('number'))),
);
const linesOf = prepared((db) =>
  db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderLines.position)),
);
const eventsOf = prepared((db) =>
  db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id)),
);

/**
 * Orders of one customer, newest first: by default the one the viewer's cabinet shows. Null when that section is not the
 * viewer's. Three queries however many orders there are.
 */
export async function listOrders(
  ctx: Ctx,
  options: { filter?: OrderFilter; page?: number; perPage?: number; customerId?: string } = {},
): Promise<OrderList | null> {
  const { filter = 'all', perPage = 20 } = options;
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeOrder(ctx.viewer, { customerId })) return null;
  const counted = (await count(ctx.db.read, { customerId })) ?? { all: 0, finished: 0 };
  const counts = { all: counted.all, finished: counted.finished, active: counted.all - counted.finished };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await lists[filter](ctx.db.read, { customerId, limit: perPage, offset: (page - 1) * perPage });
  const events = await eventsOfAll(
    ctx,
    rows.map((row) => row.id),
  );
  const today = companyDay(ctx.clock);
  return {
    orders: rows.map((row) => summaryFor(ctx.viewer, presentSummary(row, events.get(row.id) ?? [], today))),
    page,
    perPage,
    total,
    counts,
  };
}

async function eventsOfAll(ctx: Ctx, orderIds: string[]): Promise<Map<string, OrderEvent[]>> {
  const byOrder = new Map<string, OrderEvent[]>();
  if (orderIds.length === 0) return byOrder;
  const rows = await ctx.db.read
    .select()
    .from(orderEvents)
    .where(inArray(orderEvents.orderId, orderIds))
    .orderBy(asc(orderEvents.happenedAt), asc(orderEvents.id));
  for (const row of rows) byOrder.set(row.orderId, [...(byOrder.get(row.orderId) ?? []), fromRow(row)]);
  return byOrder;
}

/** One order with its lines and everything that happened. Null when there is none, or it is not the viewer's. */
export async function getOrder(ctx: Ctx, number: string): Promise<OrderDetails | null> {
  const order = await findByNumber(ctx.db.read, { number });
  if (!order || !canSeeOrder(ctx.viewer, order)) return null;
  const lines = await linesOf(ctx.db.read, { orderId: order.id });
  const events = await eventsOf(ctx.db.read, { orderId: order.id });
  return detailsFor(ctx.viewer, presentDetails(order, lines, events.map(fromRow), companyDay(ctx.clock)));
}
