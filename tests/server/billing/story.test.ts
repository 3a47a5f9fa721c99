import { expect, it } from 'vitest';
import { listInvoices } from '#server/billing/index.ts';
import { listOrders } from '#server/orders/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { createUser, systemViewer } from '#server/identity/index.ts';
import { openTestDatabase } from '#support/database.ts';
import { seedCustomers } from '../../../db/seed/dubrava-customers.ts';
import { seedOrdersAndInvoices } from '../../../db/seed/dubrava-orders.ts';
import { dubravaPeople, type DubravaUsers } from '../../../db/seed/dubrava-people.ts';

it('the demo story: one customer owes, one waits for a late order, one is new', async () => {
  const world = await openTestDatabase();
  try {
    const ctx = world.ctx(systemViewer('tell the demo story'));
    const users = {} as DubravaUsers;
    for (const [key, person] of Object.entries(dubravaPeople)) {
      const made = await createUser(ctx, person);
      if (made.ok) users[key as keyof DubravaUsers] = made.value.userId;
    }
    await seedOrdersAndInvoices(ctx, await seedCustomers(ctx, users));
    const as = async (user: keyof DubravaUsers) => {
      const viewer = await viewerOfUser(world.db, users[user]);
      if (!viewer) throw new Error('a person of the story');
      return { invoices: await listInvoices(world.ctx(viewer)), orders: await listOrders(world.ctx(viewer)) };
    };

    const marina = await as('marina');
    expect(marina.invoices?.counts).toEqual({ all: 8, unpaid: 4, overdue: 1, paid: 3 });
    const byNumber = new Map(marina.invoices?.invoices.map((invoice) => [invoice.number, invoice]));
    expect(byNumber.get('СЧ-1089')).toMatchObject({ state: 'overdue', daysLeft: -7, due: 8_760_000 });
    expect(byNumber.get('СЧ-1107')).toMatchObject({ state: 'due', daysLeft: 5, total: 39_472_000, due: 24_472_000 });
    expect(byNumber.get('СЧ-0987')).toMatchObject({ state: 'paid', total: 11_825_000 });
    expect(marina.orders?.orders.map((order) => [order.number, order.late])).toEqual([
      ['2431', false],
      ['2418', true],
      ['2377', false],
    ]);

    const anna = await as('anna');
    expect(anna.orders?.orders[0]).toMatchObject({ number: '2409', late: true, overdue: false, total: 1_040_000 });
    expect(anna.invoices?.totals).toMatchObject([{ currency: 'EUR', due: 420_800, overdue: 0 }]);

    const pavel = await as('pavel');
    expect(pavel.orders?.orders).toMatchObject([{ number: '2436', state: { now: 'drawings' }, late: false }]);
    expect(pavel.invoices?.invoices).toMatchObject([{ number: 'СЧ-1117', due: 17_345_000 }]);

    const olga = await as('olga');
    expect(olga.orders).toBeNull();
    expect(olga.invoices?.counts.all).toBe(8);
  } finally {
    await world.close();
  }
});
