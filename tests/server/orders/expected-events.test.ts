import { describe, expect, it } from 'vitest';
import { expectedEvents } from '#server/orders/expected-events.ts';
import { foldOrder, type OrderEvent } from '#server/orders/order.ts';

const at = new Date('2026-10-01T09:00:00Z');
const plain = (...types: ('accepted' | 'drawings_approved' | 'production_started' | 'ready')[]): OrderEvent[] =>
  types.map((type) => ({ type, at, note: null }));
const handed: OrderEvent = { type: 'handed_to_carrier', at, note: null, carrier: 'PEK', trackingUrl: null };
const days = (events: OrderEvent[], today: string, promise = { promisedOn: '2026-11-20', withInstallation: true }) =>
  expectedEvents(foldOrder(promise, events), today).map(({ type, on, named }) => [type, on, named]);

describe('what is expected of an order', () => {
  it('comes with days counted in working days from the named day of shipment', () => {
    expect(days(plain('accepted', 'drawings_approved'), '2026-10-15')).toEqual([
      ['production_started', '2026-10-21', false],
      ['ready', '2026-11-18', false],
      ['handed_to_carrier', '2026-11-20', true],
      ['delivered', '2026-11-23', false],
      ['installed', '2026-11-24', false],
    ]);
    expect(days(plain('accepted', 'drawings_approved', 'production_started'), '2026-10-15')[0]).toEqual([
      'production_step',
      '2026-11-04',
      false,
    ]);
  });

  it('never lies in the past, nor after the shipment it leads to', () => {
    const late = days(plain('accepted'), '2026-11-19');
    expect(late.slice(0, 4).map(([, on]) => on)).toEqual(['2026-11-19', '2026-11-19', '2026-11-19', '2026-11-20']);
  });

  it('has no days once the named one has passed, and follows a new one', () => {
    expect(days(plain('accepted'), '2026-11-21').every(([, on]) => on === null)).toBe(true);
    const delayed: OrderEvent = { type: 'delayed', at, note: null, newDate: '2026-11-27', reason: 'Lifts' };
    const ready = [...plain('accepted', 'drawings_approved', 'production_started', 'ready'), delayed];
    expect(days(ready, '2026-11-21')[0]).toEqual(['handed_to_carrier', '2026-11-27', true]);
  });

  it('leaves the day of arrival to a carrier, and ends with the order', () => {
    const sent = [...plain('accepted', 'drawings_approved', 'production_started', 'ready'), handed];
    const carried = foldOrder({ promisedOn: '2026-11-20', withInstallation: false }, sent);
    expect(expectedEvents(carried, '2026-11-21', '2026-11-20')).toEqual([
      { type: 'delivered', on: null, named: false },
    ]);
    const own = foldOrder({ promisedOn: '2026-11-20', withInstallation: true }, sent);
    expect(expectedEvents(own, '2026-11-20', '2026-11-20')[0]).toEqual({
      type: 'delivered',
      on: '2026-11-23',
      named: false,
    });
    expect(days([{ type: 'canceled', at, note: null }], '2026-10-15')).toEqual([]);
  });
});
