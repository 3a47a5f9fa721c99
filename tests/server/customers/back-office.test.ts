import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events } from '#db/schema/events.ts';
import { debtsOf, listDebtorIds } from '#server/billing/index.ts';
import {
  addMemberByEmail,
  changeCustomerCare,
  changeCustomerDetails,
  getCustomerCard,
  listCustomers,
  listSegments,
  viewerOfUser,
} from '#server/customers/index.ts';
import type { Ctx } from '#server/context.ts';
import { findPersonByEmail, type Role, type UserViewer } from '#server/identity/index.ts';
import { countLateByCustomer, placeOrder } from '#server/orders/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let supervisor: Ctx<UserViewer>;
beforeEach(async () => {
  shop = await openShop();
  supervisor = await as('supervisor');
});
afterEach(() => shop.close());

async function as(role: Role): Promise<Ctx<UserViewer>> {
  const viewer = await viewerOfUser(shop.db, await shop.person(role));
  if (!viewer) throw new Error('known');
  return shop.as(viewer);
}
const names = async (options: Parameters<typeof listCustomers>[1]) =>
  (await listCustomers(supervisor, options))?.customers.map(({ name }) => name);

describe('the list of customers', () => {
  it('is searched by name, taxpayer number and member, whatever the case of the letters', async () => {
    const wind = await shop.customer('ООО «Северный ветер»');
    await shop.customer('Nordlicht');
    const details = {
      kind: 'company',
      name: 'ООО «Северный ветер»',
      address: null,
      phone: null,
      locale: 'ru',
    } as const;
    await changeCustomerDetails(supervisor, { customerId: wind, ...details, taxId: 'ИНН 7714556677' });
    await addMemberByEmail(supervisor, { customerId: wind, name: 'Марина', email: 'm@sever.example', role: 'owner' });
    for (const search of ['северный', '7714', 'M@SEVER', 'марина']) {
      expect(await names({ search }), search).toEqual(['ООО «Северный ветер»']);
    }
    expect(await names({ search: 'granat' })).toEqual([]);
  });

  it('is filtered by segment, manager and by what other modules know', async () => {
    const [a, b] = [await shop.customer('A'), await shop.customer('B')];
    await changeCustomerCare(supervisor, { customerId: a, managerId: supervisor.viewer.userId, segment: 'wholesale' });
    expect(await names({ segment: 'wholesale' })).toEqual(['A']);
    expect(await names({ managerId: supervisor.viewer.userId })).toEqual(['A']);
    expect(await listSegments(supervisor)).toEqual(['wholesale']);
    await shop.invoice(b, 5_000, { dueOn: '2026-11-15' });
    await shop.invoice(a, 7_000, { dueOn: '2026-12-15' });
    expect(new Set(await listDebtorIds(supervisor, 'owes'))).toEqual(new Set([a, b]));
    expect(await names({ among: await listDebtorIds(supervisor, 'overdue') })).toEqual(['B']);
    expect(await debtsOf(supervisor, [a, b])).toEqual([
      { customerId: a, currency: 'RUB', due: 7_000, overdue: 0 },
      { customerId: b, currency: 'RUB', due: 5_000, overdue: 5_000 },
    ]);
    await placeOrder(shop.system, {
      number: '1',
      customerId: a,
      title: 'Late',
      currency: 'RUB',
      placedOn: '2026-10-01',
      promisedOn: '2026-11-01',
      withInstallation: false,
      lines: [{ description: 'Table', quantity: 1, unitPrice: 1 }],
    });
    expect(await countLateByCustomer(supervisor)).toEqual(new Map([[a, 1]]));
  });

  it('asks as often for thirty customers as for one', async () => {
    const ask = () => countQueries(supervisor, (ctx) => listCustomers(ctx, { search: 'c' }));
    await shop.customer('c 0');
    const few = await ask();
    for (let n = 1; n < 30; n += 1) await shop.customer(`c ${String(n)}`);
    expect(await ask()).toBe(few);
    expect(await listCustomers(supervisor, { perPage: 25, page: 9 })).toMatchObject({ page: 2, total: 30 });
  });

  it('is for staff who look after customers', async () => {
    const id = await shop.customer('A');
    for (const role of ['agent', 'supervisor', 'admin'] as const)
      expect(await listCustomers(await as(role))).not.toBeNull();
    const strangers = [await as('editor'), shop.as(await shop.member(id, 'owner'))];
    for (const ctx of strangers) {
      expect(await listCustomers(ctx)).toBeNull();
      expect(await debtsOf(ctx, [id])).toEqual([]);
      expect(await countLateByCustomer(ctx)).toEqual(new Map());
      expect(await findPersonByEmail(ctx, supervisor.viewer.email)).toEqual(
        ctx.viewer.role === 'editor' ? expect.anything() : null,
      );
    }
  });
});

describe('a customer', () => {
  it('is changed by supervisors and admins only, and keeps the manager that is there', async () => {
    const customerId = await shop.customer('Before');
    const details = { kind: 'person', name: 'After', taxId: null, address: null, phone: null, locale: 'en' } as const;
    for (const role of ['agent', 'editor'] as const) {
      expect(await changeCustomerDetails(await as(role), { customerId, ...details })).toMatchObject({ ok: false });
      expect(await changeCustomerCare(await as(role), { customerId, managerId: null, segment: null })).toMatchObject({
        ok: false,
      });
    }
    expect(await changeCustomerDetails(supervisor, { customerId, ...details })).toMatchObject({ ok: true });
    expect(await getCustomerCard(supervisor, customerId)).toMatchObject({ name: 'After', kind: 'person' });
    const stranger = await shop.person('customer');
    expect(await changeCustomerCare(supervisor, { customerId, managerId: stranger, segment: null })).toMatchObject({
      ok: false,
      error: { fields: { managerId: 'customer.manager.unknown' } },
    });
    expect(await changeCustomerDetails(supervisor, { customerId: 'unknown', ...details })).toMatchObject({ ok: false });
  });

  it('gets members by mail address: a new one is invited once, our own people never', async () => {
    const customerId = await shop.customer('A');
    const marina = { customerId, name: 'Марина', email: 'm@sever.example', role: 'owner' } as const;
    expect(await addMemberByEmail(supervisor, marina)).toMatchObject({ ok: true });
    expect(await addMemberByEmail(supervisor, marina)).toMatchObject({
      ok: false,
      error: { fields: { email: 'customer.people.already' } },
    });
    const other = await shop.customer('B');
    expect(await addMemberByEmail(supervisor, { ...marina, customerId: other })).toMatchObject({ ok: true });
    const told = (await shop.db.read.select().from(events)).map(({ type }) => type);
    expect(told.filter((type) => type === 'person.invited')).toHaveLength(1);
    expect(told.filter((type) => type === 'member.added')).toHaveLength(2);
    const ours = { ...marina, email: supervisor.viewer.email };
    expect(await addMemberByEmail(supervisor, ours)).toMatchObject({
      ok: false,
      error: { fields: { email: 'customer.people.ours' } },
    });
    expect(await addMemberByEmail(await as('agent'), marina)).toMatchObject({ ok: false });
  });
});
