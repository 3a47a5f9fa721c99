import { describe, expect, it } from 'vitest';
import { nextOpening } from '#server/conversations/support-hours.ts';

const opening = (now: string) => nextOpening(new Date(now))?.toISOString() ?? null;

describe('support hours', () => {
  it('are nothing to wait for on a working day', () => {
    expect(opening('2026-11-19T11:00:00Z')).toBeNull();
    expect(opening('2026-11-21T12:59:59Z')).toBeNull();
  });

  it('begin next morning after closing, and on Monday after the weekend', () => {
    expect(opening('2026-11-19T17:00:00Z')).toBe('2026-11-20T06:00:00.000Z');
    expect(opening('2026-11-20T05:59:59.250Z')).toBe('2026-11-20T06:00:00.000Z');
    expect(opening('2026-11-21T13:00:00Z')).toBe('2026-11-23T06:00:00.000Z');
    expect(opening('2026-11-22T09:30:00Z')).toBe('2026-11-23T06:00:00.000Z');
  });
});
