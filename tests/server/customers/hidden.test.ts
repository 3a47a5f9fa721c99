import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countWaitingInvoices, getInvoice, listInvoices, setIssuer } from '#server/billing/index.ts';
import {
  canOpenSection,
  listMyCustomers,
  sectionsOf,
  setVisibility,
  viewerOfUser,
  type Hides,
} from '#server/customers/index.ts';
import { hideableFields, sections, type UserViewer } from '#server/identity/index.ts';
import { countLateOrders, getOrder, listOrders, placeOrder, recordOrderEvent } from '#server/orders/index.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let customerId: string;
let owner: UserViewer;
let invoice: string;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  await setIssuer(shop.system, {
    RUB: {
      name: 'Shop',
      inn: '7701234567',
      account: '40702810000000000001',
      bankName: 'Bank',
      bic: '044525000',
      correspondentAccount: '30101810000000000000',
    },
  });
  invoice = await shop.invoice(customerId, 122_000);
  await placeOrder(shop.system, {
    number: '2418',
    customerId,
    title: 'Meeting room',
    currency: 'RUB',
    placedOn: '2026-10-06',
    promisedOn: '2026-11-10',
    withInstallation: false,
    lines: [{ description: 'Table', quantity: 2, unitPrice: 50_000 }],
  });
  const told = [
    { type: 'accepted' },
    { type: 'drawings_approved' },
    { type: 'production_started' },
    { type: 'production_step', step: 1, steps: 1, stepName: 'Veneering' },
    { type: 'ready' },
    { type: 'handed_to_carrier', carrier: 'Fast Wheels', trackingUrl: 'https://wheels.example/1' },
  ] as const;
  for (const event of told) {
    shop.clock.advance(1000);
    await recordOrderEvent(shop.system, { number: '2418', event });
  }
});
afterEach(() => shop.close());

/** The owner's next request after the company has decided. */
async function after(rule: Partial<Hides>): Promise<UserViewer> {
  await setVisibility(shop.system, { scope: 'customer', target: customerId, hides: [], shows: [], ...rule });
  const viewer = await viewerOfUser(shop.db, owner.userId);
  if (!viewer) throw new Error('known');
  return viewer;
}

describe('a section the company does not show', () => {
  it('is behind no door of its own', async () => {
    const ctx = shop.as(await after({ hides: ['invoices', 'orders'] }));
    expect(sectionsOf(ctx.viewer, customerId)).toEqual(['documents', 'tasks', 'messages', 'news']);
    for (const closed of [
      await getInvoice(ctx, invoice),
      await listInvoices(ctx),
      await listInvoices(ctx, { customerId, orderNumber: '2418' }),
      await countWaitingInvoices(ctx),
      await getOrder(ctx, '2418'),
      await listOrders(ctx),
      await countLateOrders(ctx),
    ]) {
      expect(closed).toBeNull();
    }
  });

  it.each(sections)('%s is closed to its owner and open to our people', async (section) => {
    const viewer = await after({ hides: [section] });
    expect(canOpenSection(viewer, customerId, section)).toBe(false);
    const staff = await viewerOfUser(shop.db, await shop.person('agent'));
    expect(staff && canOpenSection(staff, customerId, section)).toBe(true);
  });
});

describe('a detail the company does not show', () => {
  it('leaves no trace in what is read of an invoice', async () => {
    const ctx = shop.as(await after({ hides: ['invoice.lines', 'invoice.tax'] }));
    const read = await getInvoice(ctx, invoice);
    expect(read).toMatchObject({ lines: [], tax: null, taxRate: null, total: 122_000 });
    // The purpose of the payment, and so the code for banking apps, says nothing of tax either.
    expect(read?.bank?.purpose).toBe(`Счёт ${invoice} от 10.11.2026`);
    expect(JSON.stringify(read)).not.toContain('Chair"');
    expect(await getInvoice(shop.system, invoice)).toMatchObject({ tax: 22_000, lines: [{ description: 'Chair' }] });
  });

  it('leaves no trace in what is read of an order', async () => {
    const ctx = shop.as(await after({ hides: ['order.prices', 'order.steps', 'order.tracking'] }));
    const order = await getOrder(ctx, '2418');
    const list = await listOrders(ctx);
    for (const said of [JSON.stringify(order), JSON.stringify(list)]) {
      expect(said).not.toMatch(/Fast Wheels|wheels\.example|Veneering|100000|50000/);
    }
    expect(order).toMatchObject({ total: null, lines: [{ amount: null, unitPrice: null }], state: { shipped: true } });
    expect(order?.events.map((event) => event.type)).toEqual([
      'accepted',
      'drawings_approved',
      'production_started',
      'ready',
      'handed_to_carrier',
    ]);
    expect(await getOrder(shop.system, '2418')).toMatchObject({ total: 100_000, state: { tracking: {} } });
  });

  it('is given back by a narrower rule', async () => {
    await setVisibility(shop.system, { scope: 'everyone', target: '', hides: [...hideableFields], shows: [] });
    const ctx = shop.as(await after({ shows: ['order.prices'] }));
    expect(await getOrder(ctx, '2418')).toMatchObject({ total: 100_000, state: { tracking: null } });
  });

  it('is not the name of the manager', async () => {
    const ctx = shop.as(await after({ hides: ['customer.manager'] }));
    expect(await listMyCustomers(ctx)).toMatchObject([{ manager: null }]);
  });
});
