import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { customers } from '#db/schema/customers.ts';
import { users } from '#db/schema/identity.ts';
import {
  addMember,
  createCustomer,
  getCustomerCard,
  listCustomerChoices,
  listMyCustomers,
  loadMemberships,
  setVisibility,
  viewerOfUser,
  visibilityOf,
  withMemberships,
  type Hides,
} from '#server/customers/index.ts';
import { createUser, systemViewer, type Role } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let world: TestDatabase;
beforeEach(async () => {
  world = await openTestDatabase();
});
afterEach(() => world.close());

const system = () => world.ctx(systemViewer('a test'));
async function person(email: string, role: Role = 'customer'): Promise<string> {
  const made = await createUser(system(), { email, name: email, role, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.userId;
}
async function customer(name: string, managerId?: string): Promise<string> {
  const made = await createCustomer(system(), { kind: 'company', name, locale: 'ru', managerId });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.customerId;
}

it('a person may act for several customers, and chooses which one the cabinet shows', async () => {
  const userId = await person('m@sever.example');
  const [first, second] = [await customer('Sever'), await customer('Partners')];
  await addMember(system(), { customerId: first, userId, role: 'owner' });
  world.clock.advance(1000);
  await addMember(system(), { customerId: second, userId, role: 'accountant' });

  expect((await loadMemberships(world.db, userId)).map((each) => [each.customerName, each.role])).toEqual([
    ['Sever', 'owner'],
    ['Partners', 'accountant'],
  ]);
  const viewer = await viewerOfUser(world.db, userId);
  if (!viewer) throw new Error('known');
  expect(viewer.customerId).toBe(first);
  const chosen = await withMemberships(world.db, { ...viewer, customerId: second });
  expect(chosen.customerId).toBe(second);
  expect((await withMemberships(world.db, { ...viewer, customerId: 'not mine' })).customerId).toBe(first);
  expect((await listMyCustomers(world.ctx(chosen))).map((each) => each.current)).toEqual([false, true]);
});

it('adding a member again changes nothing, and staff are not members', async () => {
  const userId = await person('m@sever.example');
  const customerId = await customer('Sever');
  await addMember(system(), { customerId, userId, role: 'member' });
  expect(await addMember(system(), { customerId, userId, role: 'owner' })).toEqual({ ok: true, value: null });
  expect(await loadMemberships(world.db, userId)).toMatchObject([{ role: 'member' }]);
  const agent = await person('agent@dubrava.example', 'agent');
  expect(await addMember(system(), { customerId, userId: agent, role: 'owner' })).toMatchObject({ ok: false });
  expect(await addMember(system(), { customerId: 'unknown', userId, role: 'owner' })).toMatchObject({ ok: false });
});

it('the card of a customer is for staff who look after customers', async () => {
  const manager = await person('i.gromov@dubrava.example', 'supervisor');
  const owner = await person('m@sever.example');
  const customerId = await customer('Sever', manager);
  await addMember(system(), { customerId, userId: owner, role: 'owner' });
  const see = async (userId: string) => {
    const viewer = await viewerOfUser(world.db, userId);
    return viewer && getCustomerCard(world.ctx(viewer), customerId);
  };
  expect(await see(manager)).toMatchObject({
    name: 'Sever',
    manager: { name: 'i.gromov@dubrava.example' },
    members: [{ email: 'm@sever.example', role: 'owner' }],
  });
  expect(await see(owner)).toBeNull();
  expect(await see(await person('v@dubrava.example', 'editor'))).toBeNull();
});

it('an unknown person is nobody', async () => {
  expect(await viewerOfUser(world.db, 'unknown')).toBeNull();
});

it('nothing is done any more in the name of a person who has left', async () => {
  const userId = await person('m@sever.example');
  expect(await viewerOfUser(world.db, userId)).not.toBeNull();
  await world.db.write((tx) => tx.update(users).set({ deactivatedAt: world.clock.now() }).where(eq(users.id, userId)));
  expect(await viewerOfUser(world.db, userId)).toBeNull();
});

it('what the company hides is decided for everyone, a segment and a customer; the narrower rule wins', async () => {
  const userId = await person('m@sever.example');
  const customerId = await customer('Sever');
  await addMember(system(), { customerId, userId, role: 'owner' });
  await world.db.write((tx) => tx.update(customers).set({ segment: 'wholesale' }));
  const decide = (
    scope: 'everyone' | 'segment' | 'customer',
    target: string,
    hides: Hides['hides'],
    shows: Hides['shows'] = [],
  ) => setVisibility(system(), { scope, target, hides, shows });
  await decide('everyone', '', ['tasks', 'order.prices']);
  await decide('segment', 'wholesale', ['news'], ['order.prices']);
  await decide('segment', 'other', ['invoices']);
  await decide('customer', customerId, ['invoice.tax'], ['tasks']);
  const [membership] = await loadMemberships(world.db, userId);
  expect(membership?.sections).toEqual(['invoices', 'documents', 'orders', 'tasks', 'messages']);
  expect(membership?.hiddenFields).toEqual(['invoice.tax']);
});

it('only an admin decides what customers see', async () => {
  const admin = await viewerOfUser(world.db, await person('a@dubrava.example', 'admin'));
  const supervisor = await viewerOfUser(world.db, await person('s@dubrava.example', 'supervisor'));
  if (!admin || !supervisor) throw new Error('known');
  const rule = { scope: 'everyone', target: '', hides: ['news'], shows: [] } as const;
  const hides = { ...rule, hides: [...rule.hides], shows: [] };
  expect(await setVisibility(world.ctx(supervisor), hides)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await visibilityOf(world.ctx(supervisor), 'everyone', '')).toBeNull();
  expect(await setVisibility(world.ctx(admin), hides)).toMatchObject({ ok: true });
  expect(await visibilityOf(world.ctx(admin), 'everyone', '')).toEqual({ hides: ['news'], shows: [] });
});

it('all customers can be chosen, however many there are', async () => {
  const rows = Array.from({ length: 2_100 }, (_, i) => ({
    ...{
      id: `c-${i}`,
      kind: 'company' as const,
      name: `Customer ${String(i).padStart(4, '0')}`,
      locale: 'en' as const,
    },
    createdAt: world.clock.now(),
  }));
  await world.db.write(async (tx) => {
    for (let from = 0; from < rows.length; from += 300) await tx.insert(customers).values(rows.slice(from, from + 300));
  });
  const choices = await listCustomerChoices(system());
  expect(choices.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
});
