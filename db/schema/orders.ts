import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, currency, day, id, instant, minorUnits } from '../columns.ts';
import { customers } from './customers.ts';

export const orders = sqliteTable(
  'orders',
  {
    id: id(),
    number: text('number').notNull().unique(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    title: text('title').notNull(),
    currency: currency(),
    placedOn: day('placed_on').notNull(),
    /** Day of shipment promised when the order was placed. Whether it is late is derived, never stored. */
    promisedOn: day('promised_on').notNull(),
    /** Our people put the furniture together at the customer's; without it the order ends with the delivery. */
    withInstallation: integer('with_installation', { mode: 'boolean' }).notNull(),
    address: text('address'),
    createdAt: createdAt(),
  },
  (table) => [
    index('orders_customer').on(table.customerId, table.placedOn),
    index('orders_placed').on(table.placedOn, table.number),
  ],
);

export const orderLines = sqliteTable(
  'order_lines',
  {
    id: id(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    position: integer('position').notNull(),
    description: text('description').notNull(),
    /** Size, material, color. */
    detail: text('detail'),
    quantity: integer('quantity').notNull(),
    unitPrice: minorUnits('unit_price').notNull(),
  },
  (table) => [index('order_lines_order').on(table.orderId, table.position)],
);

/** What happened to an order, typed; the present state of the order is the fold of these rows. */
export const orderEvents = sqliteTable(
  'order_events',
  {
    id: id(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    type: text('type', {
      enum: [
        'accepted',
        'drawings_approved',
        'production_started',
        'production_step',
        'delayed',
        'ready',
        'handed_to_carrier',
        'delivered',
        'installed',
        'canceled',
      ],
    }).notNull(),
    happenedAt: instant('happened_at').notNull(),
    /** production_step: which of how many. */
    step: integer('step'),
    steps: integer('steps'),
    stepName: text('step_name'),
    /** delayed: the new day and why. */
    newDate: day('new_date'),
    reason: text('reason'),
    /** handed_to_carrier */
    carrier: text('carrier'),
    trackingUrl: text('tracking_url'),
    /** What else there is to say, in the customer's language. */
    note: text('note'),
  },
  (table) => [index('order_events_order').on(table.orderId, table.happenedAt)],
);

/** What left the shop at once with one carrier. An order may go in several. */
export const shipments = sqliteTable(
  'shipments',
  {
    id: id(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    /** Made by whoever records it: recording again with the same changes nothing. */
    clientId: text('client_id').notNull(),
    carrier: text('carrier').notNull(),
    trackingNumber: text('tracking_number'),
    trackingUrl: text('tracking_url'),
    handedOverOn: day('handed_over_on').notNull(),
    /** Null while it is on its way. */
    deliveredOn: day('delivered_on'),
    createdAt: createdAt(),
  },
  (table) => [
    index('shipments_order').on(table.orderId, table.handedOverOn),
    uniqueIndex('shipments_client').on(table.orderId, table.clientId),
  ],
);

export const shipmentLines = sqliteTable(
  'shipment_lines',
  {
    shipmentId: text('shipment_id')
      .notNull()
      .references(() => shipments.id, { onDelete: 'cascade' }),
    orderLineId: text('order_line_id')
      .notNull()
      .references(() => orderLines.id),
    quantity: integer('quantity').notNull(),
  },
  (table) => [primaryKey({ columns: [table.shipmentId, table.orderLineId] })],
);
