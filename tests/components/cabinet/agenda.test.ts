import { expect, it } from 'vitest';
import { agendaOf } from '#components/cabinet/agenda.ts';
import type { InvoiceSummary } from '#server/billing/index.ts';

const invoice: InvoiceSummary = {
  number: 'СЧ-1089',
  title: 'Кресла',
  customerId: 'c1',
  orderNumber: null,
  status: 'open',
  state: 'due',
  daysLeft: 3,
  nextDueOn: '2026-11-22',
  currency: 'RUB',
  total: 100_00,
  paid: 0,
  due: 100_00,
  issuedOn: '2026-11-12',
  dueOn: '2026-11-22',
  paidAt: null,
  pending: null,
};
const textOf = (pending: InvoiceSummary['pending']) =>
  agendaOf({ invoices: [{ ...invoice, pending }], orders: [], locale: 'ru', timeZone: 'Europe/Moscow' })[0]?.text ?? '';

it('an opened payment leaves the due date of an invoice in its place', () => {
  const calm = textOf(null);
  expect(calm).toContain('22');
  const opened = textOf({ paymentId: 'p1', amount: 100_00, startedAt: new Date('2026-11-19T09:00:00Z') });
  expect(opened.startsWith(calm)).toBe(true);
  expect(opened).toContain('не закончена');
});
