import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balance,
  canMove,
  daysLeft,
  instalmentStates,
  stateOn,
  taxWithin,
  totalOf,
  type InvoiceStatus,
} from '#server/billing/invoice.ts';
import { amountOfChoice, nextInstalment } from '#server/billing/payment-choice.ts';
import { statusByMoney } from '#server/billing/settlement.ts';

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

  it('makes what takes money paid exactly when nothing is due, and a paid one open when money went back', () => {
    const statuses: InvoiceStatus[] = ['draft', 'open', 'paid', 'void', 'uncollectible'];
    fc.assert(
      fc.property(fc.constantFrom(...statuses), total, money, (status, sum, counted) => {
        const next = statusByMoney({ id: 'i', status, total: sum, counted });
        if (status === 'open') expect(next).toBe(counted >= sum ? 'paid' : 'open');
        if (status === 'paid') expect(next).toBe(counted >= sum ? 'paid' : 'open');
        if (status === 'void' || status === 'draft') expect(next).toBe(status);
        if (next !== status) expect(canMove(status, next)).toBe(true);
      }),
    );
  });
});

describe('an invoice paid in parts', () => {
  const plan = [
    { dueOn: '2026-11-01', amount: 300 },
    { dueOn: '2026-12-01', amount: 300 },
    { dueOn: '2027-01-01', amount: 400 },
  ];

  it('is filled in order; what is late is so by its own day', () => {
    expect(instalmentStates(plan, 450, '2026-12-02').map(({ left, state }) => [left, state])).toEqual([
      [0, 'paid'],
      [150, 'overdue'],
      [400, 'due'],
    ]);
    expect(nextInstalment(plan, 450)).toMatchObject({ dueOn: '2026-12-01', left: 150, position: 2, of: 3 });
    expect(nextInstalment(plan, 1000)).toBeNull();
    expect(nextInstalment([], 0)).toBeNull();
  });

  it('has together left exactly what is due, whatever has come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (paid) => {
        const left = instalmentStates(plan, paid, '2026-11-15').reduce((sum, part) => sum + part.left, 0);
        expect(left).toBe(balance(1000, paid).due);
      }),
    );
  });
});

describe('an amount of the payer’s own', () => {
  const invoice = { currency: 'RUB' as const, due: 50_000, paid: 0, plan: [] };
  const part = (amount: number | undefined) => amountOfChoice(invoice, 'part', amount);

  it('is at least a sensible part, at most what is due, and leaves nothing that cannot be paid later', () => {
    expect(part(10_000)).toEqual({ ok: true, value: 10_000 });
    expect(part(50_000)).toEqual({ ok: true, value: 50_000 });
    expect(part(9_999)).toMatchObject({ error: { fields: { amount: 'payment.tooLittle' } } });
    expect(part(50_001)).toMatchObject({ error: { fields: { amount: 'payment.tooMuch' } } });
    expect(part(45_000)).toMatchObject({ error: { fields: { amount: 'payment.leavesTooLittle' } } });
    expect(part(undefined)).toMatchObject({ error: { fields: { amount: 'error.required' } } });
    expect(amountOfChoice({ ...invoice, due: 500 }, 'part', 500)).toEqual({ ok: true, value: 500 });
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
