import type { orderEvents } from '#db/schema/orders.ts';
import type { OrderEvent } from './order.ts';
import { webLink } from './shipment.ts';

type Row = typeof orderEvents.$inferSelect;
type Details = Omit<typeof orderEvents.$inferInsert, 'id' | 'orderId'>;

/** A stored row as the event it tells of. Columns that its type needs are there because `toRow` wrote them. */
export function fromRow(row: Row): OrderEvent {
  const base = { at: row.happenedAt, note: row.note };
  switch (row.type) {
    case 'production_step':
      return { ...base, type: row.type, step: row.step ?? 0, steps: row.steps ?? 0, stepName: row.stepName ?? '' };
    case 'delayed':
      return { ...base, type: row.type, newDate: row.newDate ?? '', reason: row.reason ?? '' };
    case 'handed_to_carrier':
      return { ...base, type: row.type, carrier: row.carrier ?? '', trackingUrl: webLink(row.trackingUrl) };
    default:
      return { ...base, type: row.type };
  }
}

export function toRow(event: OrderEvent): Details {
  const base = { type: event.type, happenedAt: event.at, note: event.note };
  switch (event.type) {
    case 'production_step':
      return { ...base, step: event.step, steps: event.steps, stepName: event.stepName };
    case 'delayed':
      return { ...base, newDate: event.newDate, reason: event.reason };
    case 'handed_to_carrier':
      return { ...base, carrier: event.carrier, trackingUrl: event.trackingUrl };
    default:
      return base;
  }
}
