import { sql, type Placeholder, type SQL } from 'drizzle-orm';
import { orderEvents, orderLines, orders } from '#db/schema/orders.ts';

/** What the fold of an order says, once more as SQL: for filters, sorting and counts. */

const happened = (...types: string[]): SQL => sql`exists (
  select 1 from ${orderEvents} where ${orderEvents.orderId} = ${orders.id} and ${orderEvents.type} in ${types}
)`;

/** Over: canceled, put together, or delivered when nothing is put together. */
export const finished = sql`exists (
  select 1 from ${orderEvents} where ${orderEvents.orderId} = ${orders.id} and (
    ${orderEvents.type} in ('canceled', 'installed') or (${orderEvents.type} = 'delivered' and not ${orders.withInstallation})
  )
)`;

/** The same as `isLate`: not shipped, and a later day was announced or the promised one has passed. */
export const lateBy = (today: Placeholder | SQL): SQL =>
  sql`(not ${happened('handed_to_carrier', 'delivered', 'installed', 'canceled')}
    and (${orders.promisedOn} < ${today} or ${happened('delayed')}))`;

// Kept in variables: Drizzle drops the table names of columns that stand directly in a selected expression.
export const sumOfLines = sql`(
  select coalesce(sum(${orderLines.quantity} * ${orderLines.unitPrice}), 0)
  from ${orderLines} where ${orderLines.orderId} = ${orders.id}
)`;

/** Day of shipment as known now: the last new date, or the promise. */
export const expectedOn = sql`coalesce((
  select ${orderEvents.newDate} from ${orderEvents}
  where ${orderEvents.orderId} = ${orders.id} and ${orderEvents.type} = 'delayed'
  order by ${orderEvents.happenedAt} desc, ${orderEvents.id} desc limit 1
), ${orders.promisedOn})`;
