import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canFollow, foldOrder, isLate, isOverdue, type OrderEvent, type OrderEventType } from '#server/orders/order.ts';

const promise = { promisedOn: '2026-11-20', withInstallation: true };
const at = (day: number): Date => new Date(Date.UTC(2026, 9, day));

function event(type: OrderEventType, day = 1): OrderEvent {
  const base = { at: at(day), note: null };
  if (type === 'production_step') return { ...base, type, step: 18, steps: 24, stepName: 'Tables' };
  if (type === 'delayed') return { ...base, type, newDate: '2026-11-27', reason: 'Lifts are late' };
  if (type === 'handed_to_carrier') return { ...base, type, carrier: 'PEK', trackingUrl: null };
  return { ...base, type };
}
const story = (...types: OrderEventType[]) => types.map((type, index) => event(type, index + 1));

describe('where an order stands', () => {
  it.each<[OrderEventType[], string, string | null, number, string | null]>([
    [[], 'placed', null, 0, 'accepted'],
    [['accepted'], 'active', 'drawings', 0, 'drawings_approved'],
    [['accepted', 'drawings_approved'], 'active', null, 1, 'production_started'],
    [['accepted', 'drawings_approved', 'production_started'], 'active', 'cutting', 1, 'production_step'],
    [
      ['accepted', 'drawings_approved', 'production_started', 'production_step'],
      'active',
      'assembly',
      2,
      'production_step',
    ],
    [['accepted', 'drawings_approved', 'production_started', 'ready'], 'active', 'shipment', 3, 'handed_to_carrier'],
    [
      ['accepted', 'drawings_approved', 'production_started', 'ready', 'handed_to_carrier'],
      'active',
      'delivery',
      4,
      'delivered',
    ],
    [
      ['accepted', 'drawings_approved', 'production_started', 'ready', 'handed_to_carrier', 'delivered'],
      'active',
      'installation',
      5,
      'installed',
    ],
    [
      ['accepted', 'drawings_approved', 'production_started', 'ready', 'handed_to_carrier', 'delivered', 'installed'],
      'completed',
      null,
      6,
      null,
    ],
    [['accepted', 'canceled'], 'canceled', null, 0, null],
  ])('%j', (types, status, now, done, next) => {
    expect(foldOrder(promise, story(...types))).toMatchObject({ status, now, done, next });
  });

  it('ends with the delivery when nothing is put together', () => {
    const state = foldOrder(
      { ...promise, withInstallation: false },
      story('accepted', 'drawings_approved', 'production_started', 'ready', 'handed_to_carrier', 'delivered'),
    );
    expect(state).toMatchObject({ status: 'completed', done: 5, next: null });
    expect(state.stages).not.toContain('installation');
  });

  it('is late from the announcement of a new day until the shipment', () => {
    const types = ['accepted', 'drawings_approved', 'production_started', 'delayed'] as const;
    const delayed = foldOrder(promise, story(...types));
    expect(delayed).toMatchObject({ expectedOn: '2026-11-27', delay: { promisedOn: '2026-11-20' }, now: 'cutting' });
    expect(isLate(delayed, '2026-11-10')).toBe(true);
    expect(isOverdue(delayed, '2026-11-27')).toBe(false);
    expect(isOverdue(delayed, '2026-11-28')).toBe(true);
    const shipped = foldOrder(promise, story(...types, 'ready', 'handed_to_carrier'));
    expect(isLate(shipped, '2026-12-31')).toBe(false);
  });
});

describe('what may follow', () => {
  it('a step waits for the one before, and the same fact told again is harmless', () => {
    const told = story('accepted', 'drawings_approved');
    expect(canFollow(promise, told, event('production_started', 9))).toBe('yes');
    expect(canFollow(promise, told, event('ready', 9))).toBe('no');
    expect(canFollow(promise, told, event('accepted', 9))).toBe('repeated');
    expect(canFollow(promise, told, event('production_started', 1))).toBe('no');
  });

  it('work in the shop goes on by steps, not backwards', () => {
    const told = story('accepted', 'drawings_approved', 'production_started', 'production_step');
    const step = (done: number): OrderEvent => ({
      type: 'production_step',
      step: done,
      steps: 24,
      stepName: 'Tables',
      at: at(9),
      note: null,
    });
    expect(canFollow(promise, told, step(20))).toBe('yes');
    expect(canFollow(promise, told, step(18))).toBe('repeated');
    expect(canFollow(promise, told, step(3))).toBe('no');
  });

  it('a delay may be announced between steps and holds nothing up', () => {
    const told = story('accepted', 'drawings_approved', 'delayed');
    expect(canFollow(promise, told, event('production_started', 9))).toBe('yes');
    expect(canFollow(promise, [], event('delayed', 9))).toBe('no');
  });

  it('whatever is told in whatever order, only a sensible story is kept', () => {
    const types: OrderEventType[] = [
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
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types), { maxLength: 40 }), (tried) => {
        let kept: OrderEvent[] = [];
        for (const [index, type] of tried.entries()) {
          const next = event(type, index + 1);
          const before = foldOrder(promise, kept);
          if (canFollow(promise, kept, next) !== 'yes') continue;
          kept = [...kept, next];
          const after = foldOrder(promise, kept);
          expect(after.done).toBeGreaterThanOrEqual(before.done);
          expect(['completed', 'canceled']).not.toContain(before.status);
          if (after.status === 'completed') expect(after.done).toBe(after.stages.length);
          expect(after.next === null).toBe(after.status === 'completed' || after.status === 'canceled');
        }
      }),
    );
  });
});
