import { addWorkingDays } from '../platform/working-days.ts';
import type { OrderEventType, OrderState } from './order.ts';

/** Something that has not happened yet. */
export interface ExpectedEvent {
  type: OrderEventType;
  /** `YYYY-MM-DD`; null when nobody can say. */
  on: string | null;
  /** The company named this day; otherwise it is about when such a step usually comes. */
  named: boolean;
}

/**
 * When the steps of an order usually come, in working days before (negative) and after its shipment: 25 working days from
 * approved drawings to the shipment, as the terms on the help page on order stages say.
 */
const usual = {
  accepted: null,
  drawings_approved: -25,
  production_started: -22,
  production_step: -12,
  ready: -2,
  handed_to_carrier: 0,
  delivered: 1,
  installed: 2,
} as const satisfies Partial<Record<OrderEventType, number | null>>;
type Step = keyof typeof usual;
const row = Object.keys(usual) as Step[];

/**
 * What comes next for an order, nearest first, with days: that of the shipment is the one named to the customer, the others
 * are counted from it (`shippedOn` once it has happened). Days never lie in the past nor go backwards. None are told once the
 * named day has passed; and when a carrier brings the order and our people put nothing together, the way is the carrier's.
 */
export function expectedEvents(state: OrderState, today: string, shippedOn: string | null = null): ExpectedEvent[] {
  const { next, now, expectedOn } = state;
  if (next === null || next === 'delayed' || next === 'canceled') return [];
  const withInstallation = state.stages.includes('installation');
  const ships = shippedOn ?? expectedOn;
  const overdue = shippedOn === null && expectedOn < today;
  let previous = today;
  return (
    row
      .slice(row.indexOf(next))
      .filter((type) => type !== 'installed' || withInstallation)
      // Once the work is under way its next step is not news; its end is.
      .filter((type) => type !== 'production_step' || now === 'cutting')
      .map((type) => {
        const offset = usual[type];
        if (overdue || offset === null) return { type, on: null, named: false };
        if (offset === 0) return { type, on: expectedOn, named: true };
        const estimate = addWorkingDays(ships, offset);
        if (offset > 0 && (!withInstallation || estimate < today)) return { type, on: null, named: false };
        const notBefore = estimate < previous ? previous : estimate;
        const on = offset < 0 && notBefore > expectedOn ? expectedOn : notBefore;
        previous = on;
        return { type, on, named: false };
      })
  );
}
