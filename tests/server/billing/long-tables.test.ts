import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getStatement, invoiceTable, statementTable } from '#server/billing/index.ts';
import { exportCustomers, listCustomers, viewerOfUser } from '#server/customers/index.ts';
import type { Ctx } from '#server/context.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { orderTable } from '#server/orders/index.ts';
import { wholeTable } from '#support/whole-table.ts';
import { openShop, type Shop } from './shop.ts';

const reader = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
/** More than any table used to hold. */
const MANY = { customers: 10_050, orders: 10_050, invoices: 50_050 };
const count = (many: number) => sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many}) `;

let shop: Shop;
let owner: Ctx<UserViewer>;
let supervisor: Ctx<UserViewer>;
beforeAll(async () => {
  shop = await openShop();
  const customerId = await shop.customer();
  owner = shop.as(await shop.member(customerId, 'owner'));
  const viewer = await viewerOfUser(shop.db, await shop.person('supervisor'));
  if (!viewer) throw new Error('known');
  supervisor = shop.as(viewer);
  await shop.db.write(async (tx) => {
    // Seven names for all of them, three days for all of them: the order is told by what stands behind.
    await tx.run(sql`insert into customers (id, kind, name, locale, segment, created_at) ${count(MANY.customers)}
      select printf('c%06d', i), 'company', 'Name ' || (i % 7), 'ru', 'many', 1700000000000 + i % 3 from n`);
    await tx.run(sql`insert into orders
      (id, number, customer_id, title, currency, placed_on, promised_on, with_installation, created_at) ${count(MANY.orders)}
      select 'o' || i, printf('O-%06d', i), ${customerId}, 'Chairs', 'RUB', '2026-10-0' || (1 + i % 3),
        '2026-12-0' || (1 + i % 5), 0, 0 from n`);
    await tx.run(sql`insert into invoices
      (id, number, customer_id, title, status, currency, total, tax, tax_rate, issued_on, due_on, created_at) ${count(MANY.invoices)}
      select 'i' || i, printf('I-%06d', i), ${customerId}, 'Chairs', 'open', 'RUB', 100 + i % 4, 0, 0,
        '2026-0' || (1 + i % 9) || '-15', '2026-12-0' || (1 + i % 5), 0 from n`);
  });
}, 60_000);
afterAll(() => shop.close());

const distinct = (values: readonly unknown[]) => new Set(values).size;

it('takes all customers that are filtered along, each once and in the order of the list', async () => {
  for (const sort of ['name', 'since'] as const) {
    for (const descending of [false, true]) {
      const taken = await exportCustomers(supervisor, { segment: 'many', sort, descending });
      const rows = (await Array.fromAsync(taken ?? [])).flat();
      expect(distinct(rows.map(({ id }) => id))).toBe(MANY.customers);
      const keys = rows.map((row) => `${sort === 'name' ? row.name : row.customerSince.toISOString()} ${row.id}`);
      const sorted = [...keys].sort();
      expect(keys).toEqual(descending ? sorted.reverse() : sorted);
    }
  }
  const among = Array.from({ length: 20 }, (_, index) => `c${String(10_000 + index).padStart(6, '0')}`);
  const few = (await Array.fromAsync((await exportCustomers(supervisor, { among, search: 'name 3' })) ?? [])).flat();
  expect(few.map(({ id }) => id)).toEqual(among.filter((id) => Number(id.slice(1)) % 7 === 3));
});

it('finds customers by however many people of theirs, in the list and in the table', async () => {
  await shop.db.write(async (tx) => {
    await tx.run(sql`insert into users (id, email, name, role, locale, time_zone, created_at) ${count(250)}
      select 'u' || i, 'petrov' || i || '@many.example', 'Петров', 'customer', 'ru', 'UTC', 0 from n`);
    await tx.run(sql`insert into members (user_id, customer_id, role, created_at) ${count(250)}
      select 'u' || i, printf('c%06d', i), 'member', 0 from n`);
  });
  expect((await listCustomers(supervisor, { search: 'петров' }))?.total).toBe(250);
  const taken = await exportCustomers(supervisor, { search: 'петров' });
  expect((await Array.fromAsync(taken ?? [])).flat()).toHaveLength(250);
});

it.each(['issued', 'due', 'amount'] as const)('takes all invoices along, sorted by %s', async (sort) => {
  const rows = (await wholeTable(invoiceTable(owner, { sort }, reader)))?.rows ?? [];
  expect(distinct(rows.map(([number]) => number))).toBe(MANY.invoices);
  expect(rows).toHaveLength(MANY.invoices);
  const some = await wholeTable(invoiceTable(owner, { sort, descending: false, to: '2026-02-28' }, reader));
  expect(some?.rows).toHaveLength(Math.floor(MANY.invoices / 9) * 2 + 1);
});

it.each(['placed', 'expected', 'amount'] as const)('takes all orders along, sorted by %s', async (sort) => {
  for (const descending of [false, true]) {
    const rows = (await wholeTable(orderTable(owner, { sort, descending }, 'ru')))?.rows ?? [];
    expect(distinct(rows.map(([number]) => number))).toBe(MANY.orders);
    expect(rows).toHaveLength(MANY.orders);
  }
});

it('adds a statement up over everything that happened, and takes every movement along', async () => {
  const period = { from: '2026-02-01', to: '2026-08-31' };
  const [part] = (await getStatement(owner, period))?.currencies ?? [];
  const sumOf = (months: readonly number[]) =>
    Array.from({ length: MANY.invoices }, (_, index) => index + 1).reduce(
      (sum, i) => (months.includes(1 + (i % 9)) ? sum + 100 + (i % 4) : sum),
      0,
    );
  const opening = sumOf([1]);
  const charged = sumOf([2, 3, 4, 5, 6, 7, 8]);
  expect(part).toMatchObject({ opening, charged, settled: 0, closing: opening + charged, lines: [] });
  const rows = (await wholeTable(await statementTable(owner, period, reader)))?.rows ?? [];
  const [first, ...rest] = rows;
  expect(first?.[4]).toEqual({ money: opening });
  expect(rest.at(-1)?.[4]).toEqual({ money: opening + charged });
  expect(rest.length - 1).toBe(
    Array.from({ length: MANY.invoices }, (_, index) => 1 + ((index + 1) % 9)).filter((month) => month > 1 && month < 9)
      .length,
  );
  const days = rest.map(([day]) => (typeof day === 'string' ? day : ''));
  expect(days).toEqual([...days].sort());
});
