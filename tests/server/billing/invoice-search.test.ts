import { afterEach, beforeEach, expect, it } from 'vitest';
import { wordsFor } from '#content/words.ts';
import { invoiceTable, listInvoices, recordBankTransfer, type InvoiceListOptions } from '#server/billing/index.ts';
import { setVisibility } from '#server/customers/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { csvRows, wholeTable } from '#support/whole-table.ts';
import { openShop, type Shop } from './shop.ts';

const TAX = wordsFor('ru')('invoice.csv.tax');
const reader = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
let shop: Shop;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  await shop.invoice(customerId, 100_00, {
    number: 'СЧ-1',
    title: 'Кресла «Осанка»',
    issuedOn: '2026-09-01',
    dueOn: '2026-12-01',
  });
  await shop.invoice(customerId, 250_00, { number: 'СЧ-2', title: 'Ёлка для приёмной', orderNumber: '2418' });
  await shop.invoice(customerId, 300_00, { number: 'СЧ-3', title: '=HYPERLINK("http://evil")', currency: 'EUR' });
  await shop.invoice(await shop.customer('Гранат'), 999_00, { number: 'СЧ-4', title: 'Кресла чужие' });
});
afterEach(() => shop.close());

const numbers = async (options: InvoiceListOptions) =>
  (await listInvoices(shop.as(owner), options))?.invoices.map((invoice) => invoice.number).sort();

it('finds by number, title and order, whatever the case of Cyrillic letters, and ё by е', async () => {
  expect(await numbers({ search: 'кресла' })).toEqual(['СЧ-1']);
  expect(await numbers({ search: 'ОСАНКА' })).toEqual(['СЧ-1']);
  expect(await numbers({ search: 'елка' })).toEqual(['СЧ-2']);
  expect(await numbers({ search: 'сч-2' })).toEqual(['СЧ-2']);
  expect(await numbers({ search: '2418' })).toEqual(['СЧ-2']);
  expect(await numbers({ search: '*' })).toEqual([]);
  expect(await numbers({ search: '%' })).toEqual([]);
});

it('narrows by period, currency and order together, and counts and adds up what is left', async () => {
  expect(await numbers({ from: '2026-09-02' })).toEqual(['СЧ-2', 'СЧ-3']);
  expect(await numbers({ to: '2026-09-01' })).toEqual(['СЧ-1']);
  expect(await numbers({ currency: 'EUR' })).toEqual(['СЧ-3']);
  expect(await numbers({ orderNumber: '2418', from: '2026-09-02', currency: 'RUB' })).toEqual(['СЧ-2']);
  await recordBankTransfer(shop.system, { number: 'СЧ-1', amount: 40_00, currency: 'RUB', reference: '1' });
  const list = await listInvoices(shop.as(owner), { currency: 'RUB' });
  expect(list?.counts).toEqual({ all: 2, unpaid: 2, overdue: 0, paid: 0 });
  expect(list?.sums).toEqual([{ currency: 'RUB', count: 2, total: 350_00, due: 310_00 }]);
  const everything = await listInvoices(shop.as(owner));
  expect(everything?.sums.map(({ currency, due }) => [currency, due])).toEqual([
    ['RUB', 310_00],
    ['EUR', 300_00],
  ]);
});

it('takes along exactly what is filtered, with formulas disarmed and nothing of others', async () => {
  const take = async (options: InvoiceListOptions) => {
    const table = invoiceTable(shop.as(owner), options, reader);
    return table ? csvRows(table) : [];
  };
  const [head = [], ...rows] = await take({});
  expect(head).toEqual(expect.arrayContaining(['Счёт', 'Валюта', TAX, 'Валюта']));
  expect(rows.map(([number]) => number).sort()).toEqual(['СЧ-1', 'СЧ-2', 'СЧ-3']);
  expect(rows.find(([number]) => number === 'СЧ-3')?.[1]).toBe(`'=HYPERLINK("http://evil")`);
  expect((await take({ currency: 'EUR' })).slice(1).map(([number]) => number)).toEqual(['СЧ-3']);
  expect((await take({ search: 'кресла' })).slice(1)).toHaveLength(1);
});

it('is named by the day at the company: after midnight in Moscow it is not yesterday’s', () => {
  const late = { ...shop.as(owner), clock: { ...shop.clock, now: () => new Date('2026-09-30T21:30:00Z') } };
  expect(invoiceTable(late, {}, reader)?.name).toContain('1 октября 2026');
});

it('has no column of tax where the company does not show it', async () => {
  await setVisibility(shop.system, { scope: 'customer', target: customerId, hides: ['invoice.tax'], shows: [] });
  const viewer = await shop.member(customerId, 'accountant');
  const table = await wholeTable(invoiceTable(shop.as(viewer), {}, reader));
  expect(table?.head).not.toContain(TAX);
  expect(table?.rows[0]).toHaveLength(table?.head.length ?? 0);
});

it('asks the database twice for any number of invoices, and once for the table', async () => {
  const ctx = shop.as(owner);
  for (let index = 0; index < 30; index++) await shop.invoice(customerId, 1_00);
  expect(await countQueries(ctx, (counting) => listInvoices(counting, { search: 'chair', page: 2 }))).toBe(2);
  expect(await countQueries(ctx, (counting) => wholeTable(invoiceTable(counting, {}, reader)))).toBe(1);
});

it('lets nobody tick what cannot be paid', async () => {
  const list = await listInvoices(shop.as(owner));
  expect(list?.invoices.every((invoice) => invoice.payable)).toBe(true);
  await recordBankTransfer(shop.system, { number: 'СЧ-1', amount: 100_00, currency: 'RUB', reference: '1' });
  const paid = await listInvoices(shop.as(owner), { filter: 'paid' });
  expect(paid?.invoices.map(({ payable }) => payable)).toEqual([false]);
});
