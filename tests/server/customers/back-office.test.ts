import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invitations } from '#db/schema/customers.ts';
import { users } from '#db/schema/identity.ts';
import { debtsOf, listDebtorIds, owedCurrencies } from '#server/billing/index.ts';
import {
  addMember,
  changeCustomerCare,
  changeCustomerDetails,
  changeMemberRole,
  customerTable,
  exportCustomers,
  getCustomerCard,
  inviteColleague,
  leaveCustomer,
  listCustomers,
  listPeopleOf,
  listSegments,
  removeMember,
  resendInvitation,
  revokeInvitation,
  viewerOfUser,
} from '#server/customers/index.ts';
import type { Ctx } from '#server/context.ts';
import { createUser, findPersonByEmail, systemViewer, type Role, type UserViewer } from '#server/identity/index.ts';
import { countLateByCustomer, placeOrder } from '#server/orders/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { wholeTable } from '#support/whole-table.ts';
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
const setLocale = (userId: string) =>
  shop.db.write((tx) => tx.update(users).set({ locale: 'en' }).where(eq(users.id, userId)));
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
    const marina = { name: 'Марина', email: 'm@sever.example', role: 'customer', locale: 'ru' } as const;
    const made = await createUser(shop.ctx(systemViewer('a test')), marina);
    await addMember(shop.system, { customerId: wind, userId: made.ok ? made.value.userId : '', role: 'owner' });
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

  it('is taken along as it is filtered, all pages of it, with what is owed and late', async () => {
    const ids = [];
    for (const name of ['A', 'B', '=C']) ids.push(await shop.customer(name));
    const [a = '', b = ''] = ids;
    await shop.invoice(a, 5_000, { dueOn: '2026-11-15' });
    await shop.invoice(b, 7_000, { currency: 'EUR', dueOn: '2026-12-15' });
    const taken = await exportCustomers(supervisor, { perPage: 1, page: 3, descending: true });
    if (!taken) throw new Error('supervisors have the list');
    const table = customerTable(
      supervisor,
      taken,
      {
        currencies: await owedCurrencies(supervisor),
        debtsOf: (part) => debtsOf(supervisor, part),
        late: new Map([[b, 2]]),
      },
      'ru',
    );
    expect(table.head.slice(-5)).toEqual([
      'Заказы опаздывают',
      'Долг, RUB',
      'Просрочено, RUB',
      'Долг, EUR',
      'Просрочено, EUR',
    ]);
    expect((await wholeTable(table))?.rows.map((row) => [row[0], ...row.slice(-5)])).toEqual([
      ['B', 2, { money: 0 }, { money: 0 }, { money: 7_000 }, { money: 0 }],
      ['A', 0, { money: 5_000 }, { money: 5_000 }, { money: 0 }, { money: 0 }],
      ['=C', 0, { money: 0 }, { money: 0 }, { money: 0 }, { money: 0 }],
    ]);
    expect(await exportCustomers(await as('editor'), {})).toBeNull();
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

  it('gets people by invitations of ours, in its own language; our own people never', async () => {
    const customerId = await shop.customer('A');
    const marina = { customerId, email: 'm@sever.example', role: 'owner', sections: [] } as const;
    await setLocale(supervisor.viewer.userId);
    expect(await inviteColleague(supervisor, marina)).toMatchObject({ ok: true });
    expect(await inviteColleague(supervisor, marina)).toMatchObject({
      ok: false,
      error: { fields: { email: 'people.alreadyInvited' } },
    });
    const [kept] = await shop.db.read.select().from(invitations);
    expect(kept).toMatchObject({ locale: 'ru', invitedBy: supervisor.viewer.userId });
    const ours = { ...marina, email: supervisor.viewer.email };
    expect(await inviteColleague(supervisor, ours)).toMatchObject({
      ok: false,
      error: { fields: { email: 'customer.people.ours' } },
    });
    const people = await listPeopleOf(supervisor, customerId);
    expect(people?.invitations).toMatchObject([{ email: marina.email, by: supervisor.viewer.name }]);
    const which = { customerId, invitationId: people?.invitations[0]?.id ?? '' };
    expect(await resendInvitation(supervisor, which)).toMatchObject({ ok: true });
    expect(await revokeInvitation(supervisor, which)).toMatchObject({ ok: true });
    expect(await inviteColleague(supervisor, { ...marina, customerId: 'unknown' })).toMatchObject({ ok: false });
  });

  it('loses people and their rights by ours as well, also the last owner, who cannot go by themselves', async () => {
    const customerId = await shop.customer('A');
    const owner = await shop.member(customerId, 'owner');
    const who = { customerId, userId: owner.userId };
    expect(await leaveCustomer(shop.as(owner), customerId)).toMatchObject({ error: { message: 'people.lastOwner' } });
    expect(await changeMemberRole(supervisor, { ...who, role: 'custom', sections: ['news'] })).toMatchObject({
      ok: true,
    });
    expect((await viewerOfUser(shop.db, owner.userId))?.memberships).toMatchObject([{ sections: ['news'] }]);
    expect(await removeMember(supervisor, who)).toMatchObject({ ok: true });
    expect((await viewerOfUser(shop.db, owner.userId))?.memberships).toEqual([]);
    expect(await removeMember(supervisor, who)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('keeps its people from those of ours who do not manage customers', async () => {
    const customerId = await shop.customer('A');
    const { userId } = await shop.member(customerId, 'member');
    const invited = { customerId, email: 'new@sever.example', role: 'owner', sections: [] } as const;
    for (const role of ['agent', 'editor'] as const) {
      const ctx = await as(role);
      expect(await listPeopleOf(ctx, customerId)).toBeNull();
      for (const tried of [
        inviteColleague(ctx, invited),
        changeMemberRole(ctx, { customerId, userId, role: 'owner', sections: [] }),
        removeMember(ctx, { customerId, userId }),
        revokeInvitation(ctx, { customerId, invitationId: userId }),
      ]) {
        expect(await tried).toMatchObject({ ok: false, error: { code: 'not_found' } });
      }
    }
  });
});
