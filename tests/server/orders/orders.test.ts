import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  countLateOrders,
  getOrder,
  listOrders,
  orderTable,
  placeOrder,
  recordOrderEvent,
  type NewOrderEvent,
} from '#server/orders/index.ts';
import { events } from '#db/schema/events.ts';
import { setVisibility } from '#server/customers/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { csvRows, wholeTable } from '#support/whole-table.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let customerId: string;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
});
afterEach(() => shop.close());

const place = (number: string, placedOn = '2026-10-06', withInstallation = false) =>
  placeOrder(shop.system, {
    number,
    customerId,
    title: 'Meeting room',
    currency: 'RUB',
    placedOn,
    promisedOn: '2026-11-20',
    withInstallation,
    lines: [
      { description: 'Table', quantity: 1, unitPrice: 18_640_000 },
      { description: 'Desk', detail: '1400 × 700', quantity: 24, unitPrice: 2_190_000 },
    ],
  });
const tell = (number: string, event: NewOrderEvent) => {
  shop.clock.advance(1000);
  return recordOrderEvent(shop.system, { number, event });
};

describe('an order', () => {
  it('is seen by owners and members of its customer, by nobody else', async () => {
    await place('2418');
    await tell('2418', { type: 'accepted' });
    for (const role of ['owner', 'member'] as const) {
      const viewer = await shop.member(customerId, role);
      expect(await getOrder(shop.as(viewer), '2418')).toMatchObject({
        total: 71_200_000,
        state: { now: 'drawings' },
        lines: [{ amount: 18_640_000 }, { amount: 52_560_000 }],
        events: [{ type: 'accepted' }],
      });
    }
    const accountant = await shop.member(customerId, 'accountant');
    const stranger = await shop.member(await shop.customer('Granat'), 'owner');
    for (const viewer of [accountant, stranger]) {
      expect(await getOrder(shop.as(viewer), '2418')).toBeNull();
      expect(await listOrders(shop.as(viewer), { customerId })).toBeNull();
    }
    expect(await getOrder(shop.system, '9999')).toBeNull();
  });

  it('keeps each fact once and refuses what cannot be', async () => {
    await place('2418');
    expect(await tell('2418', { type: 'accepted' })).toEqual({ ok: true, value: { recorded: true } });
    expect(await tell('2418', { type: 'accepted' })).toEqual({ ok: true, value: { recorded: false } });
    expect(await tell('2418', { type: 'delivered' })).toMatchObject({ error: { code: 'conflict' } });
    expect(await tell('0000', { type: 'accepted' })).toMatchObject({ error: { code: 'not_found' } });
    const progressed = (await shop.db.read.select().from(events)).filter(({ type }) => type === 'order.progressed');
    expect(progressed).toHaveLength(1);
  });

  it('has a number of its own', async () => {
    await place('2418');
    expect(await place('2418')).toMatchObject({ error: { code: 'conflict', fields: { number: 'order.numberTaken' } } });
  });
});

describe('the list of orders', () => {
  it('is filtered and paged, newest first, and tells finished ones as the fold does', async () => {
    await place('1', '2026-08-01');
    await place('2', '2026-09-01', true);
    await place('3', '2026-10-01');
    for (const number of ['1', '2']) {
      for (const type of ['accepted', 'drawings_approved', 'production_started', 'ready'] as const) {
        await tell(number, { type });
      }
      await tell(number, { type: 'handed_to_carrier', carrier: 'PEK' });
      await tell(number, { type: 'delivered' });
    }
    const owner = await shop.member(customerId, 'owner');
    const list = async (options: Parameters<typeof listOrders>[1]) => {
      const answer = await listOrders(shop.as(owner), options);
      return { numbers: answer?.orders.map((order) => order.number), counts: answer?.counts, total: answer?.total };
    };
    const counts = { all: 3, active: 2, finished: 1, late: expect.any(Number) as number };
    expect(await list({})).toEqual({ numbers: ['3', '2', '1'], counts, total: 3 });
    expect(await list({ filter: 'active' })).toEqual({ numbers: ['3', '2'], counts, total: 2 });
    expect(await list({ filter: 'finished' })).toEqual({ numbers: ['1'], counts, total: 1 });
    expect(await list({ perPage: 2, page: 2 })).toMatchObject({ numbers: ['1'] });
    expect(await list({ perPage: 2, page: 99 })).toMatchObject({ numbers: ['1'] });
    const finished = await listOrders(shop.as(owner), { filter: 'finished' });
    expect(finished?.orders[0]?.state.status).toBe('completed');
  });
});

it('late orders are counted as the fold tells them', async () => {
  for (const number of ['1', '2', '3']) {
    await place(number);
    await tell(number, { type: 'accepted' });
  }
  await tell('2', { type: 'delayed', newDate: '2026-12-20', reason: 'Lifts are late' });
  await tell('3', { type: 'canceled' });
  const ctx = shop.as(await shop.member(customerId, 'owner'));
  const folded = async () => (await listOrders(ctx))?.orders.filter((order) => order.late).length;
  expect([await countLateOrders(ctx), await folded()]).toEqual([1, 1]);
  shop.clock.set('2026-11-21T09:00:00Z');
  expect([await countLateOrders(ctx), await folded()]).toEqual([2, 2]);
  expect(await countLateOrders(shop.as(await shop.member(customerId, 'accountant')))).toBeNull();
});

describe('orders as a table', () => {
  const take = async (ctx: ReturnType<Shop['as']>, options: Parameters<typeof orderTable>[1] = {}) => {
    const table = orderTable(ctx, options, 'ru');
    return table && csvRows(table);
  };

  it('hold exactly what is filtered, on all pages, for those who have the list', async () => {
    for (let number = 1; number <= 30; number += 1) await place(String(number));
    for (const number of ['7', '8']) await tell(number, { type: 'accepted' });
    await tell('7', { type: 'delayed', newDate: '2026-12-20', reason: 'Lifts are late' });
    await tell('8', { type: 'canceled' });
    const ctx = shop.as(await shop.member(customerId, 'owner'));
    const late = await take(ctx, { filter: 'late' });
    expect(late?.slice(1)).toEqual([
      ['7', 'Meeting room', '2026-10-06', '2026-12-20', 'срок перенесён', 'RUB', '712000,00'],
    ]);
    expect(await take(ctx)).toHaveLength(31);
    expect((await take(ctx, { filter: 'finished' }))?.[1]).toEqual(expect.arrayContaining(['8', 'отменён']));
    expect(await countQueries(ctx, (counting) => wholeTable(orderTable(counting, {}, 'ru')))).toBe(2);
    expect(await take(shop.as(await shop.member(customerId, 'accountant')))).toBeNull();
    const stranger = await shop.member(await shop.customer('Granat'), 'owner');
    expect(await take(shop.as(stranger))).toHaveLength(1);
  });

  it('have no sums where the company does not show prices', async () => {
    await place('1');
    await setVisibility(shop.system, { scope: 'customer', target: customerId, hides: ['order.prices'], shows: [] });
    const rows = await take(shop.as(await shop.member(customerId, 'owner')), { sort: 'amount' });
    expect(rows?.map((row) => row.length)).toEqual([5, 5]);
    expect(rows?.flat().join()).not.toContain('712000');
  });
});
