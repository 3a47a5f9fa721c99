import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeCustomerCare, hidesOf, setVisibility, visibilityPlan } from '#server/customers/index.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

it('says what a customer takes over, what is decided for them, and what comes out', async () => {
  const customerId = await shop.customer('ООО «Северный ветер»');
  await changeCustomerCare(shop.system, { customerId, managerId: null, segment: 'опт' });
  await setVisibility(shop.system, { scope: 'everyone', target: '', hides: ['news', 'order.prices'], shows: [] });
  await setVisibility(shop.system, { scope: 'segment', target: 'опт', hides: ['tasks'], shows: ['order.prices'] });
  await setVisibility(shop.system, { scope: 'customer', target: customerId, hides: [], shows: ['tasks'] });
  expect(await visibilityPlan(shop.system, { scope: 'customer', target: customerId })).toMatchObject({
    label: 'ООО «Северный ветер»',
    inherited: ['tasks', 'news'],
    rule: { hides: [], shows: ['tasks'] },
    hidden: ['news'],
    opens: { accountant: ['invoices', 'documents'], member: ['orders', 'tasks', 'messages'] },
  });
});

it('shows the effect of a rule before it is set', async () => {
  const instead = hidesOf({ invoices: 'hide', news: 'show', other: 'hide', action: 'try' });
  expect(instead).toEqual({ hides: ['invoices'], shows: ['news'] });
  const plan = await visibilityPlan(shop.system, { scope: 'everyone', target: '', instead });
  expect(plan).toMatchObject({ hidden: ['invoices'], opens: { accountant: ['documents', 'news'] } });
  expect(await visibilityPlan(shop.system, { scope: 'everyone', target: '' })).toMatchObject({ hidden: [] });
});

it('is for those who decide, and of customers there are', async () => {
  const customerId = await shop.customer();
  const owner = shop.as(await shop.member(customerId, 'owner'));
  expect(await visibilityPlan(owner, { scope: 'everyone', target: '' })).toBeNull();
  expect(await visibilityPlan(shop.system, { scope: 'customer', target: 'unknown' })).toBeNull();
});
