import type { orderLines, orders } from '#db/schema/orders.ts';
import { canSeeField } from '../customers/index.ts';
import type { Viewer } from '../identity/index.ts';
import { dayIn } from '#content/format.ts';
import { COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import { expectedEvents, type ExpectedEvent } from './expected-events.ts';
import { foldOrder, isLate, isOverdue, type OrderEvent, type OrderState } from './order.ts';
import type { Shipment } from './shipment.ts';

/** What of an order a viewer sees: the company may hide parts from a customer. */
export interface OrderView {
  prices: boolean;
  /** How far the work in the shop is, step by step. */
  steps: boolean;
  /** Carriers, tracking numbers and links. */
  tracking: boolean;
}

export const orderViewOf = (viewer: Viewer, customerId: string): OrderView => ({
  prices: canSeeField(viewer, customerId, 'order.prices'),
  steps: canSeeField(viewer, customerId, 'order.steps'),
  tracking: canSeeField(viewer, customerId, 'order.tracking'),
});

/** An order in a list, as its customer and our people see it. */
export interface OrderSummary {
  number: string;
  title: string;
  customerId: string;
  currency: string;
  /** Null where prices are not shown. */
  total: number | null;
  placedOn: string;
  state: OrderState;
  /** A later day was announced, or the day has passed. */
  late: boolean;
  /** The day has passed and nobody has announced another. */
  overdue: boolean;
  latest: OrderEvent | null;
}

export interface OrderDetails extends OrderSummary {
  address: string | null;
  lines: OrderLineView[];
  /** What happened, oldest first. */
  events: OrderEvent[];
  /** What has not happened yet, nearest first. */
  expected: ExpectedEvent[];
  /** What left the shop, earliest first; more than one when the order goes in parts. */
  shipments: Shipment[];
}

export interface OrderLineView {
  /** Its place in the order, from 1. */
  position: number;
  description: string;
  detail: string | null;
  quantity: number;
  /** Null where prices are not shown. */
  unitPrice: number | null;
  amount: number | null;
}

type OrderRow = typeof orders.$inferSelect;

export function presentSummary(
  order: OrderRow & { total: number },
  events: OrderEvent[],
  { today, view }: { today: string; view: OrderView },
): OrderSummary {
  const { number, title, customerId, currency, total, placedOn } = order;
  const shown = visible(events, view);
  // Folded from what is shown: no count of stages then tells what a hidden step or carrier would have told.
  const state = withoutSteps(foldOrder(order, shown), view);
  return {
    number,
    title,
    customerId,
    currency,
    total: view.prices ? total : null,
    placedOn,
    state,
    late: isLate(state, today),
    overdue: isOverdue(state, today),
    latest: shown.at(-1) ?? null,
  };
}

export function presentDetails(
  order: OrderRow,
  {
    lines,
    events,
    shipments,
  }: { lines: (typeof orderLines.$inferSelect)[]; events: OrderEvent[]; shipments: Shipment[] },
  { today, view }: { today: string; view: OrderView },
): OrderDetails {
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const summary = presentSummary({ ...order, total }, events, { today, view });
  const left = events.find((event) => event.type === 'handed_to_carrier');
  return {
    ...summary,
    address: order.address,
    lines: lines.map(({ position, description, detail, quantity, unitPrice }) => ({
      position,
      description,
      detail,
      quantity,
      unitPrice: view.prices ? unitPrice : null,
      amount: view.prices ? quantity * unitPrice : null,
    })),
    events: visible(events, view),
    expected: expectedEvents(summary.state, today, left ? dayIn(left.at, COMPANY_TIME_ZONE) : null),
    shipments: shipments.map((shipment) =>
      view.tracking ? shipment : { ...shipment, carrier: null, trackingNumber: null, trackingUrl: null },
    ),
  };
}

/** Where steps are not shown the next thing to come is that the order is ready. */
const withoutSteps = (state: OrderState, view: OrderView): OrderState =>
  view.steps || state.next !== 'production_step' ? state : { ...state, next: 'ready' };

/** The events without what the company does not show. */
const visible = (events: OrderEvent[], view: OrderView): OrderEvent[] =>
  events
    .filter((event) => view.steps || event.type !== 'production_step')
    .map((event) =>
      event.type === 'handed_to_carrier' && !view.tracking ? { ...event, carrier: null, trackingUrl: null } : event,
    );
