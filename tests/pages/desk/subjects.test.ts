import { afterAll, beforeAll, expect, it } from 'vitest';
import { wordsFor } from '#content/words.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { placeOrder } from '#server/orders/index.ts';
import { findSubject, offerSubjects } from '../../../src/pages/desk/documents/_subjects.ts';
import { openShop, type Shop } from '../../server/billing/shop.ts';

let shop: Shop;
let page: Parameters<typeof offerSubjects>[0];
let customerId: string;
beforeAll(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  const viewer = await viewerOfUser(shop.db, await shop.person('agent'));
  if (!viewer) throw new Error('known');
  page = { ctx: { ...shop.as(viewer), viewer: { ...viewer, role: 'agent' } }, t: wordsFor('ru') };
});
afterAll(() => shop.close());

const order = (number: string, placedOn: string) =>
  placeOrder(shop.system, {
    number,
    customerId,
    title: 'Meeting room',
    currency: 'RUB',
    placedOn,
    promisedOn: '2026-12-20',
    withInstallation: false,
    lines: [{ description: 'Table', quantity: 1, unitPrice: 1_00 }],
  });

it('a document may belong to orders and invoices of its customer, which are offered by name', async () => {
  await order('2418', '2026-10-01');
  await shop.invoice(customerId, 100_00, { number: 'СЧ-1', title: 'Chairs' });
  await shop.invoice(await shop.customer('Granat'), 100_00, { number: 'СЧ-2', title: 'Others' });
  const offered = await offerSubjects(page, customerId);
  expect(offered).toEqual({
    groups: [
      { label: 'Заказы', options: [{ value: 'order:2418', label: 'Заказ №\u00a02418 · Meeting room' }] },
      { label: 'Счета', options: [{ value: 'invoice:СЧ-1', label: 'Счёт СЧ-1 · Chairs' }] },
    ],
    more: false,
  });
  for (const text of ['order:2418', '2418', 'СЧ-1']) {
    expect((await findSubject(page, text))?.named.customerId, text).toBe(customerId);
  }
  expect((await findSubject(page, 'СЧ-2'))?.named.customerId).not.toBe(customerId);
  expect(await findSubject(page, '9999')).toBeNull();
});

it('of very many the newest are offered, and the rest is found by its number', async () => {
  for (let number = 1; number <= 50; number += 1) await order(String(number), '2026-11-01');
  const { groups, more } = await offerSubjects(page, customerId);
  expect(more).toBe(true);
  expect(groups[0]?.options).toHaveLength(50);
  expect(groups[0]?.options.map(({ value }) => value)).not.toContain('order:2418');
  expect((await findSubject(page, '2418'))?.subject).toEqual({ kind: 'order', key: '2418' });
});
