import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setVisibility, viewerOfUser } from '#server/customers/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import {
  changeShipment,
  discardShipment,
  getOrder,
  leftOf,
  listOrders,
  newOrderEvent,
  newShipment,
  placeOrder,
  recordDelivery,
  recordOrderEvent,
  recordShipment,
  shipmentAct,
  shipmentForm,
  type NewOrderEvent,
  type OrderListOptions,
} from '#server/orders/index.ts';
import { events } from '#db/schema/events.ts';
import { countQueries } from '#support/count-queries.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
});
afterEach(() => shop.close());

const place = (number: string, more: { title?: string; placedOn?: string; promisedOn?: string; price?: number } = {}) =>
  placeOrder(shop.system, {
    number,
    customerId,
    title: more.title ?? 'Переговорная на 6 мест',
    currency: 'RUB',
    placedOn: more.placedOn ?? '2026-10-06',
    promisedOn: more.promisedOn ?? '2026-11-20',
    withInstallation: true,
    lines: [
      { description: 'Table', quantity: 2, unitPrice: more.price ?? 100 },
      { description: 'Desk', quantity: 24, unitPrice: 10 },
    ],
  });
const tell = (number: string, event: NewOrderEvent) => {
  shop.clock.advance(1000);
  return recordOrderEvent(shop.system, { number, event });
};
const tellAll = async (
  number: string,
  ...types: ('accepted' | 'drawings_approved' | 'production_started' | 'ready')[]
) => {
  for (const type of types) await tell(number, { type });
};
const ship = (clientId: string, lines: [position: number, quantity: number][]) =>
  recordShipment(shop.system, {
    number: '2418',
    clientId,
    carrier: 'PEK',
    trackingNumber: `T-${clientId}`,
    trackingUrl: 'https://track.example/1',
    lines: lines.map(([position, quantity]) => ({ position, quantity })),
  });
const seen = async () => getOrder(shop.as(owner), '2418');

describe('shipments', () => {
  beforeEach(async () => {
    await place('2418');
    await tellAll('2418', 'accepted', 'drawings_approved', 'production_started');
  });

  it('take an order away in parts; the last hands the order over, the last to arrive delivers it', async () => {
    const first = await ship('a', [[2, 20]]);
    expect(first).toMatchObject({ ok: true });
    expect(await ship('a', [[2, 20]]), 'recorded again').toEqual(first);
    expect(await seen()).toMatchObject({
      state: { shipped: false, now: 'cutting' },
      shipments: [
        {
          carrier: 'PEK',
          trackingNumber: 'T-a',
          trackingUrl: 'https://track.example/1',
          deliveredOn: null,
          lines: [{ position: 2, description: 'Desk', quantity: 20 }],
        },
      ],
    });
    const rest: [number, number][] = [
      [1, 2],
      [2, 4],
    ];
    expect(await ship('b', rest), 'before the order is ready').toMatchObject({ error: { code: 'conflict' } });
    await tell('2418', { type: 'ready' });
    shop.clock.advance(1000);
    const second = await ship('b', rest);
    expect(await seen()).toMatchObject({ state: { shipped: true, now: 'delivery' } });
    expect(await ship('c', [[1, 1]]), 'nothing is left').toMatchObject({ error: { code: 'conflict' } });

    if (!first.ok || !second.ok) throw new Error('both were recorded');
    shop.clock.advance(1000);
    expect(await recordDelivery(shop.system, first.value)).toEqual({ ok: true, value: { delivered: true } });
    expect(await recordDelivery(shop.system, first.value)).toEqual({ ok: true, value: { delivered: false } });
    expect(await seen()).toMatchObject({ state: { now: 'delivery' } });
    await recordDelivery(shop.system, second.value);
    expect(await seen()).toMatchObject({ state: { now: 'installation' } });
    const told = (await shop.db.read.select().from(events)).filter(({ type }) => type.startsWith('shipment.'));
    expect(told.map(({ type }) => type)).toEqual([
      'shipment.handed-over',
      'shipment.handed-over',
      'shipment.delivered',
      'shipment.delivered',
    ]);
    expect(told[0]?.payload).toMatchObject({ customerId, number: '2418', byUserId: null });
  });

  it('are corrected by our people, and with the last one the event that handed the order over', async () => {
    const first = await ship('a', [[2, 20]]);
    await tell('2418', { type: 'ready' });
    shop.clock.advance(1000);
    const last = await ship('b', [
      [1, 2],
      [2, 4],
    ]);
    if (!first.ok || !last.ok) throw new Error('both were recorded');
    const form = { act: 'change', carrier: 'DHL', trackingNumber: 'D-1', trackingUrl: '' };
    const change = shipmentAct.parse(form);
    if (change.act !== 'change') throw new Error('a change');
    const which = { number: '2418', shipmentId: last.value.shipmentId };
    expect(await changeShipment(shop.system, { ...which, ...change })).toMatchObject({ ok: true });
    expect(await seen()).toMatchObject({
      state: { tracking: { carrier: 'DHL', url: null } },
      shipments: [{ carrier: 'PEK' }, { carrier: 'DHL', trackingNumber: 'D-1', trackingUrl: null }],
    });
    expect(await changeShipment(shop.as(owner), { ...which, ...change })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(await changeShipment(shop.system, { ...which, ...change, number: '1' })).toMatchObject({ ok: false });
    expect(await discardShipment(shop.system, which), 'the order has left').toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('that left earlier are corrected without the event, which tells of the last', async () => {
    const first = await ship('a', [[2, 20]]);
    await tell('2418', { type: 'ready' });
    shop.clock.advance(1000);
    const last = await ship('b', [
      [1, 2],
      [2, 4],
    ]);
    if (!first.ok || !last.ok) throw new Error('both were recorded');
    const change = { number: '2418', shipmentId: first.value.shipmentId, carrier: 'DHL' };
    expect(await changeShipment(shop.system, change)).toMatchObject({ ok: true });
    expect(await seen()).toMatchObject({
      state: { tracking: { carrier: 'PEK', url: 'https://track.example/1' } },
      shipments: [{ carrier: 'DHL' }, { carrier: 'PEK' }],
    });
  });

  it('are taken back while they are on their way and the rest is still with us', async () => {
    const first = await ship('a', [[2, 20]]);
    if (!first.ok) throw new Error(first.error.message);
    const which = { number: '2418', ...first.value };
    const order = await seen();
    expect(leftOf(order?.lines ?? [], order?.shipments ?? [])).toMatchObject([
      { description: 'Table', left: 2 },
      { description: 'Desk', left: 4 },
    ]);
    expect(await discardShipment(shop.as(owner), which)).toMatchObject({ error: { code: 'not_found' } });
    expect(await discardShipment(shop.system, which)).toMatchObject({ ok: true });
    expect(await seen()).toMatchObject({ shipments: [] });
    expect(await discardShipment(shop.system, which)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('come from a form that says how much of each line goes', () => {
    const typed = {
      clientId: 'a',
      carrier: 'PEK',
      trackingUrl: '',
      'quantity.1': '2',
      'quantity.2': '0',
      'quantity.3': '',
    };
    expect(shipmentForm.parse(typed)).toEqual({
      clientId: 'a',
      carrier: 'PEK',
      lines: [{ position: 1, quantity: 2 }],
    });
    const wrong = shipmentForm.safeParse({ clientId: 'a', carrier: '', 'quantity.1': 'two' });
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(['carrier', 'lines']);
  });

  it('never hold more than was ordered, nor what was not', async () => {
    for (const lines of [
      [[2, 25]],
      [[3, 1]],
      [
        [1, 1],
        [1, 1],
      ],
    ] as [number, number][][]) {
      expect(await ship('x', lines)).toMatchObject({ error: { code: 'invalid_input' } });
    }
    await ship('a', [[2, 20]]);
    expect(await ship('b', [[2, 5]])).toMatchObject({ error: { fields: { lines: 'order.tooManyShipped' } } });
  });

  it('come about by themselves when the whole order is handed over and delivered', async () => {
    await ship('a', [[2, 20]]);
    await tell('2418', { type: 'ready' });
    await tell('2418', { type: 'handed_to_carrier', carrier: 'DL', trackingNumber: '77' });
    expect((await seen())?.shipments[1]).toMatchObject({
      carrier: 'DL',
      trackingNumber: '77',
      lines: [{ quantity: 2 }, { quantity: 4 }],
    });
    await tell('2418', { type: 'delivered' });
    expect((await seen())?.shipments.map(({ deliveredOn }) => deliveredOn !== null)).toEqual([true, true]);
  });

  it('are recorded by our people only', async () => {
    const asOwner = shop.as(owner);
    const input = { number: '2418', clientId: 'z', carrier: 'PEK', lines: [{ position: 1, quantity: 1 }] };
    expect(await recordShipment(asOwner, input)).toMatchObject({ error: { code: 'not_found' } });
    expect(await recordDelivery(asOwner, { shipmentId: 'any' })).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('links to follow a shipment', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://track.example/1', 'track.example/1'])(
    'are links of the web only: %s is refused',
    (trackingUrl) => {
      const lines = [{ position: 1, quantity: 1 }];
      expect(newShipment.safeParse({ number: '1', clientId: 'a', carrier: 'P', trackingUrl, lines }).success).toBe(
        false,
      );
      expect(newOrderEvent.safeParse({ type: 'handed_to_carrier', carrier: 'P', trackingUrl }).success).toBe(false);
    },
  );
});

describe('what the company hides of orders', () => {
  const hide = async (...hides: ('order.prices' | 'order.steps' | 'order.tracking')[]) => {
    await setVisibility(shop.system, { scope: 'everyone', target: '', hides, shows: [] });
    const viewer = await viewerOfUser(shop.db, owner.userId);
    if (!viewer) throw new Error('still a member');
    return shop.as(viewer);
  };
  beforeEach(async () => {
    await place('2418');
    await tellAll('2418', 'accepted', 'drawings_approved', 'production_started');
    await tell('2418', { type: 'production_step', step: 3, steps: 9, stepName: 'Secret step' });
    await tell('2418', { type: 'ready' });
    await tell('2418', {
      type: 'handed_to_carrier',
      carrier: 'Secret carrier',
      trackingNumber: 'SECRET-1',
      trackingUrl: 'https://secret.example/1',
    });
  });

  it('is in no list and on no page, and everything else stays', async () => {
    const ctx = await hide('order.prices', 'order.steps', 'order.tracking');
    const told = JSON.stringify([await getOrder(ctx, '2418'), await listOrders(ctx)]);
    expect(told).not.toMatch(/secret/iu);
    expect(await getOrder(ctx, '2418')).toMatchObject({
      total: null,
      lines: [
        { quantity: 2, unitPrice: null, amount: null },
        { quantity: 24, unitPrice: null },
      ],
      state: { now: 'delivery', tracking: null, progress: null },
      shipments: [{ lines: [{ quantity: 2 }, { quantity: 24 }] }],
    });
    expect(JSON.stringify(await getOrder(shop.system, '2418'))).toMatch(/Secret carrier.*SECRET-1/u);
  });

  it('cannot be guessed from the order of a list', async () => {
    await place('2419', { price: 1, placedOn: '2026-10-07' });
    await place('2420', { price: 900, placedOn: '2026-10-01' });
    const numbers = async (ctx: Parameters<typeof listOrders>[0]) =>
      (await listOrders(ctx, { sort: 'amount' }))?.orders.map(({ number }) => number);
    expect(await numbers(shop.as(owner))).toEqual(['2420', '2418', '2419']);
    expect(await numbers(await hide('order.prices'))).toEqual(['2419', '2418', '2420']);
  });
});

describe('the list of orders', () => {
  const list = async (options: OrderListOptions) => {
    const answer = await listOrders(shop.as(owner), options);
    return answer && { numbers: answer.orders.map(({ number }) => number), counts: answer.counts };
  };

  it('is searched by number and title in any case, and sorted by the day of shipment as known now', async () => {
    await place('К-1', { title: 'Тёмная переговорная', placedOn: '2026-10-01', promisedOn: '2026-12-20' });
    await place('К-2', { title: 'Кухня', placedOn: '2026-10-02', promisedOn: '2026-12-10' });
    await place('К-3', { title: 'Архив', placedOn: '2026-10-03', promisedOn: '2026-12-15' });
    await tell('К-2', { type: 'accepted' });
    await tell('К-2', { type: 'delayed', newDate: '2026-12-30', reason: 'Glass is late' });
    expect(await list({ search: 'ТЕМНАЯ' })).toMatchObject({ numbers: ['К-1'], counts: { all: 1, late: 0 } });
    expect(await list({ search: 'к-2' })).toMatchObject({ numbers: ['К-2'], counts: { all: 1, late: 1, active: 1 } });
    expect(await list({ search: '%' })).toMatchObject({ numbers: [], counts: { all: 0 } });
    expect((await list({ filter: 'late' }))?.numbers).toEqual(['К-2']);
    expect((await list({ sort: 'expected', descending: false }))?.numbers).toEqual(['К-3', 'К-1', 'К-2']);
  });

  it('asks as often for many orders as for one', async () => {
    await place('1');
    const ctx = shop.as(owner);
    const one = await countQueries(ctx, (counted) => listOrders(counted));
    for (let number = 2; number < 15; number++) await place(String(number));
    expect(await countQueries(ctx, (counted) => listOrders(counted))).toBe(one);
    expect(one).toBe(3);
  });
});
