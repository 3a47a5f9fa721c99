import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createInvoice,
  listInvoices,
  recordBankTransfer,
  startInvoicePayment,
  voidInvoice,
} from '#server/billing/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
});
afterEach(() => shop.close());

const pay = (number: string, amount: number) =>
  recordBankTransfer(shop.system, { number, amount, currency: 'RUB', reference: number });

it('filters, counts and adds up per currency from payments, with what is overdue derived from the clock', async () => {
  const overdue = await shop.invoice(customerId, 8_760_000, { issuedOn: '2026-10-29', dueOn: '2026-11-12' });
  const partly = await shop.invoice(customerId, 39_472_000, { orderNumber: '2418' });
  const paid = await shop.invoice(customerId, 100_000);
  const voided = await shop.invoice(customerId, 200_000);
  const euros = await shop.invoice(customerId, 124_000, { currency: 'EUR' });
  await pay(partly, 15_000_000);
  await pay(paid, 100_000);
  await voidInvoice(shop.system, { number: voided });
  await shop.invoice(await shop.customer('Granat'), 999);
  await createInvoice(shop.system, {
    number: 'draft',
    customerId,
    title: 'Not yet',
    currency: 'RUB',
    taxRate: 2200,
    issuedOn: '2026-11-19',
    dueOn: '2026-11-24',
    lines: [{ description: 'x', quantity: 1, unit: '', unitPrice: 1 }],
  });
  const started = await startInvoicePayment(shop.as(owner), { number: overdue });
  expect(started.ok).toBe(true);

  const list = await listInvoices(shop.as(owner));
  expect(list?.counts).toEqual({ all: 5, unpaid: 3, overdue: 1, paid: 1 });
  expect(list?.totals).toEqual([
    {
      currency: 'RUB',
      due: 33_232_000,
      dueCount: 2,
      overdue: 8_760_000,
      overdueCount: 1,
    },
    { currency: 'EUR', due: 124_000, dueCount: 1, overdue: 0, overdueCount: 0 },
  ]);
  expect(list?.invoices).toHaveLength(5);
  expect(list?.invoices.find((each) => each.number === partly)).toMatchObject({
    state: 'due',
    daysLeft: 5,
    paid: 15_000_000,
    due: 24_472_000,
  });

  const numbers = async (options: Parameters<typeof listInvoices>[1]) =>
    (await listInvoices(shop.as(owner), options))?.invoices.map((each) => each.number);
  expect(await numbers({ filter: 'overdue' })).toEqual([overdue]);
  expect(await numbers({ filter: 'paid' })).toEqual([paid]);
  expect(await numbers({ filter: 'unpaid', sort: 'amount' })).toEqual([partly, overdue, euros]);
  expect(await numbers({ filter: 'unpaid', sort: 'due', descending: false })).toEqual([overdue, partly, euros]);
  expect(await numbers({ orderNumber: '2418' })).toEqual([partly]);
  expect(await numbers({ perPage: 2, page: 3 })).toHaveLength(1);

  shop.clock.set('2026-11-25T09:00:00Z');
  expect((await listInvoices(shop.as(owner)))?.counts.overdue).toBe(3);
});

it('is read in two queries however many invoices there are', async () => {
  for (let index = 0; index < 30; index++) await shop.invoice(customerId, 1000 + index);
  const read = async (perPage: number) =>
    countQueries(shop.as(owner), async (ctx) => {
      expect((await listInvoices(ctx, { perPage }))?.invoices).toHaveLength(perPage);
    });
  expect(await read(1)).toBe(2);
  expect(await read(30)).toBe(2);
});

it('is not there for a member, a stranger or a visitor', async () => {
  await shop.invoice(customerId, 1000);
  const member = await shop.member(customerId, 'member');
  const stranger = await shop.member(await shop.customer('Granat'), 'owner');
  expect(await listInvoices(shop.as(member))).toBeNull();
  expect(await listInvoices(shop.as(stranger), { customerId })).toBeNull();
  expect(await listInvoices(shop.ctx({ kind: 'visitor', visitorHash: 'v', locale: 'ru' }), { customerId })).toBeNull();
});
