import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balance,
  canMove,
  daysLeft,
  receivedFrom,
  stateOn,
  statusAfter,
  taxWithin,
  totalOf,
  type InvoiceStatus,
} from '#server/billing/invoice.ts';

const money = fc.integer({ min: 0, max: 99_999_999_999 });
const total = fc.integer({ min: 1, max: 99_999_999_999 });

describe('the balance of an invoice', () => {
  it('always adds up: paid and due make the total, paid and excess make what came in', () => {
    fc.assert(
      fc.property(total, money, (sum, received) => {
        const { paid, due, excess } = balance(sum, received);
        expect(paid + due).toBe(sum);
        expect(paid + excess).toBe(received);
        expect(Math.min(paid, due, excess)).toBeGreaterThanOrEqual(0);
        expect(due > 0 && excess > 0).toBe(false);
      }),
    );
  });

  it('counts succeeded payments only', () => {
    const payment = fc.record({
      status: fc.constantFrom('pending', 'succeeded', 'failed', 'canceled'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(payment), (payments) => {
        const succeeded = payments.filter(({ status }) => status === 'succeeded');
        expect(receivedFrom(payments)).toBe(succeeded.reduce((sum, { amount }) => sum + amount, 0));
      }),
    );
  });

  it('makes an open invoice paid exactly when nothing is due, and never reopens anything', () => {
    const statuses: InvoiceStatus[] = ['draft', 'open', 'paid', 'void', 'uncollectible'];
    fc.assert(
      fc.property(fc.constantFrom(...statuses), total, money, (status, sum, received) => {
        const next = statusAfter(status, sum, received);
        if (status === 'open') expect(next).toBe(received >= sum ? 'paid' : 'open');
        if (next !== status) expect(canMove(status, next)).toBe(true);
      }),
    );
  });
});

describe('tax within an amount', () => {
  it('is the amount less the amount without tax, to the nearest minor unit', () => {
    fc.assert(
      fc.property(money, fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const tax = taxWithin(amount, rate);
        const exact = (amount * rate) / (10_000 + rate);
        expect(Math.abs(tax - exact)).toBeLessThanOrEqual(0.5 + 1e-4);
        expect(tax).toBeLessThanOrEqual(amount);
      }),
    );
  });

  it('of 394 720,00 ₽ at 22 % is 71 179,02 ₽', () => {
    expect(taxWithin(39_472_000, 2200)).toBe(7_117_902);
  });
});

describe('what the reader is told', () => {
  const open = { status: 'open' as const, dueOn: '2026-11-19' };

  it('an invoice is due through its last day and overdue from the next one', () => {
    expect(stateOn(open, '2026-11-18')).toBe('due');
    expect(stateOn(open, '2026-11-19')).toBe('due');
    expect(stateOn(open, '2026-11-20')).toBe('overdue');
    expect(daysLeft(open, '2026-11-26')).toBe(-7);
    expect(daysLeft(open, '2026-11-14')).toBe(5);
  });

  it('a closed invoice is never overdue', () => {
    expect(stateOn({ ...open, status: 'paid' }, '2027-01-01')).toBe('paid');
    expect(stateOn({ ...open, status: 'void' }, '2027-01-01')).toBe('void');
  });
});

it('an advance already paid is taken off the total', () => {
  expect(
    totalOf([
      { quantity: 24, unitPrice: 2_190_000 },
      { quantity: -1, unitPrice: 49_340_000 },
    ]),
  ).toBe(3_220_000);
});
