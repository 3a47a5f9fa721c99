import type { orderLines, orders } from '#db/schema/orders.ts';
import { foldOrder, isLate, isOverdue, type OrderEvent, type OrderState } from './order.ts';

/** An order in a list, as its customer and our people see it. */
export interface OrderSummary {
  number: string;
  title: string;
  customerId: string;
  currency: string;
  /** Null where the company does not show prices. */
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
  lines: {
    description: string;
    detail: string | null;
    quantity: number;
    /** Null, as the amount, where the company does not show prices. */
    unitPrice: number | null;
    amount: number | null;
  }[];
  /** What happened, oldest first. */
  events: OrderEvent[];
}

type OrderRow = typeof orders.$inferSelect;

export function presentSummary(order: OrderRow & { total: number }, events: OrderEvent[], today: string): OrderSummary {
  const { number, title, customerId, currency, total, placedOn } = order;
  const state = foldOrder(order, events);
  return {
    number,
    title,
    customerId,
    currency,
    total,
    placedOn,
    state,
    late: isLate(state, today),
    overdue: isOverdue(state, today),
    latest: events.at(-1) ?? null,
  };
}

export function presentDetails(
  order: OrderRow,
  lines: (typeof orderLines.$inferSelect)[],
  events: OrderEvent[],
  today: string,
): OrderDetails {
  const shown = lines.map(({ description, detail, quantity, unitPrice }) => {
    return { description, detail, quantity, unitPrice, amount: quantity * unitPrice };
  });
  const total = shown.reduce((sum, line) => sum + line.amount, 0);
  return { ...presentSummary({ ...order, total }, events, today), address: order.address, lines: shown, events };
}
