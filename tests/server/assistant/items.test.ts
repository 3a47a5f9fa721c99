import { describe, expect, it } from 'vitest';
import { mayRescheduleFree, rescheduleUntil } from '#server/assistant/index.ts';

describe('moving a delivery for nothing', () => {
  // As the article says it.
  it.each([
    ['2026-11-30', '2026-11-26', 'Monday'],
    ['2026-12-01', '2026-11-27', 'Tuesday'],
    ['2026-11-25', '2026-11-23', 'Wednesday'],
    ['2026-11-26', '2026-11-24', 'Thursday'],
    ['2026-11-27', '2026-11-25', 'Friday'],
    ['2026-11-28', '2026-11-26', 'Saturday'],
  ])('on %s is possible until %s (%s)', (day, until) => {
    expect(rescheduleUntil(day)).toBe(until);
    expect(mayRescheduleFree(day, { day: until, hour: 15 })).toBe(true);
    expect(mayRescheduleFree(day, { day: until, hour: 16 })).toBe(false);
  });
});
