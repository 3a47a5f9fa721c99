import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import type { Role, UserViewer } from '#server/identity/index.ts';
import {
  changeOrderTerms,
  getOrder,
  listAllOrders,
  nextEvents,
  orderEventForm,
  orderForm,
  recordOrderEvent,
  takeOrder,
} from '#server/orders/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let customerId: string;
let agent: Ctx<UserViewer>;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer('ООО «Северный ветер»');
  agent = await as('agent');
});
afterEach(() => shop.close());

async function as(role: Role): Promise<Ctx<UserViewer>> {
  const viewer = await viewerOfUser(shop.db, await shop.person(role));
  if (!viewer) throw new Error('known');
  return shop.as(viewer);
}
const input = (more: Record<string, string> = {}) =>
  orderForm.parse({
    number: '',
    customerId,
    title: 'Переговорная',
    currency: 'RUB',
    placedOn: '2026-11-19',
    promisedOn: '2026-12-20',
    address: '',
    withInstallation: 'on',
    'lines.0.description': 'Стол',
    'lines.0.detail': 'дуб',
    'lines.0.quantity': '2',
    'lines.0.price': '1000,50',
    ...more,
  });
async function taken(more: Record<string, string> = {}): Promise<string> {
  const made = await takeOrder(agent, input(more));
  if (!made.ok) throw new Error(made.error.message);
  return made.value.number;
}
async function tell(number: string, form: Record<string, string>) {
  shop.clock.advance(1000);
  return recordOrderEvent(agent, { number, event: orderEventForm.parse(form) });
}
async function may(number: string) {
  const order = await getOrder(agent, number);
  return order && nextEvents(order, shop.clock.now());
}

describe('an order taken by hand', () => {
  it('gets the next number, or the one that was typed', async () => {
    expect(await taken({ number: '2418' })).toBe('2418');
    expect(await taken()).toBe('2419');
    expect(await getOrder(agent, '2419')).toMatchObject({
      total: 200_100,
      address: null,
      lines: [{ detail: 'дуб', quantity: 2 }],
    });
  });

  it('is offered only what may happen next, the usual first, and each of it can be told', async () => {
    const number = await taken();
    expect(await may(number)).toEqual(['accepted', 'canceled']);
    await tell(number, { type: 'accepted', note: '' });
    expect(await may(number)).toEqual(['drawings_approved', 'delayed', 'canceled']);
    await tell(number, { type: 'drawings_approved' });
    await tell(number, { type: 'production_started' });
    await tell(number, { type: 'production_step', step: '1', steps: '2', stepName: 'Раскрой' });
    expect(await may(number)).toEqual(['production_step', 'delayed', 'ready', 'canceled']);
    expect(await tell(number, { type: 'delayed', newDate: '2026-12-28', reason: 'Шпон' })).toMatchObject({ ok: true });
    await tell(number, { type: 'ready' });
    expect(await tell(number, { type: 'handed_to_carrier', carrier: 'Колесо', trackingUrl: '' })).toMatchObject({
      ok: true,
    });
    await tell(number, { type: 'delivered' });
    expect(await may(number)).toEqual(['installed']);
    await tell(number, { type: 'installed' });
    expect(await may(number)).toEqual([]);
  });

  it('changes its day and address as agreed until it has left', async () => {
    const number = await taken();
    const terms = { number, promisedOn: '2026-12-24', address: 'Лесная, 12' };
    expect(await changeOrderTerms(agent, terms)).toMatchObject({ ok: true });
    expect(await getOrder(agent, number)).toMatchObject({ address: 'Лесная, 12', state: { expectedOn: '2026-12-24' } });
    await tell(number, { type: 'canceled' });
    expect(await changeOrderTerms(agent, { ...terms, address: null })).toMatchObject({
      ok: false,
      error: { message: 'order.termsClosed' },
    });
  });

  it('is for people who look after customers only', async () => {
    const number = await taken();
    for (const ctx of [await as('editor'), shop.as(await shop.member(customerId, 'owner'))]) {
      expect(await takeOrder(ctx, input())).toMatchObject({ ok: false, error: { code: 'not_found' } });
      expect(await changeOrderTerms(ctx, { number, promisedOn: '2026-12-24', address: null })).toMatchObject({
        ok: false,
      });
      expect(await listAllOrders(ctx)).toBeNull();
    }
  });
});

it('the list of all orders is searched and counted, in a fixed number of queries', async () => {
  await taken();
  const ask = () => countQueries(agent, (ctx) => listAllOrders(ctx));
  const few = await ask();
  for (let n = 0; n < 10; n += 1) await taken();
  expect(await ask()).toBe(few);
  expect(await listAllOrders(agent, { search: 'ветер', filter: 'all' })).toMatchObject({
    total: 11,
    counts: { active: 11, late: 0, finished: 0 },
  });
  expect(await listAllOrders(agent, { search: 'nobody' })).toMatchObject({ total: 0 });
});
