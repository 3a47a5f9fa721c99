import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  discardDraft,
  draftForm,
  draftInvoice,
  getInvoice,
  listAllInvoices,
  nextInvoiceNumber,
  openInvoice,
  updateDraft,
  writeOffInvoice,
  type DraftInput,
} from '#server/billing/index.ts';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import type { Role, UserViewer } from '#server/identity/index.ts';
import { putSetting } from '#server/platform/settings.ts';
import { countQueries } from '#support/count-queries.ts';
import { openShop, type Shop } from './shop.ts';

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

const fields = (more: Record<string, string> = {}) => ({
  number: '',
  customerId,
  title: 'Аванс',
  currency: 'RUB',
  taxRate: '22',
  issuedOn: '2026-11-19',
  dueOn: '2026-12-03',
  'lines.0.description': 'Стол',
  'lines.0.quantity': '2',
  'lines.0.unit': 'шт.',
  'lines.0.price': '1 234,50',
  'lines.1.description': '',
  'lines.1.quantity': '1',
  'lines.1.unit': 'шт.',
  'lines.1.price': '',
  ...more,
});
const input = (more: Record<string, string> = {}): DraftInput => draftForm.parse(fields(more));
async function drafted(more: Record<string, string> = {}): Promise<string> {
  const made = await draftInvoice(agent, input(more));
  if (!made.ok) throw new Error(made.error.message);
  return made.value.number;
}

describe('the form of a draft', () => {
  it('reads amounts as people type them, rates in percent, and leaves empty lines out', () => {
    expect(input({ taxRate: '12,5' })).toMatchObject({
      taxRate: 1250,
      lines: [{ description: 'Стол', quantity: 2, unit: 'шт.', unitPrice: 123_450 }],
    });
  });

  it('divides a total into monthly parts that add up, the last on the due day', () => {
    expect(input({ parts: '3', dueOn: '2027-01-31', 'lines.0.price': '0,50' }).instalments).toEqual([
      { dueOn: '2026-11-30', amount: 33 },
      { dueOn: '2026-12-31', amount: 33 },
      { dueOn: '2027-01-31', amount: 34 },
    ]);
    expect(input({ parts: '1' }).instalments).toBeUndefined();
  });

  it('names every wrong field at once', () => {
    const wrong = draftForm.safeParse(
      fields({ 'lines.0.price': 'много', taxRate: '', title: '', dueOn: '2026-11-01' }),
    );
    const named = wrong.error?.issues.map(({ path }) => path.join('.'));
    expect(named).toEqual(expect.arrayContaining(['lines.0.unitPrice', 'taxRate', 'title']));
  });
});

describe('a draft', () => {
  it('gets the next number by the template, or the one that was typed', async () => {
    await shop.db.write((tx) => putSetting(tx, 'numbering', { invoice: 'СЧ-{n}', order: '{n}' }));
    expect(await drafted()).toBe('СЧ-1');
    expect(await drafted({ number: 'СЧ-1107' })).toBe('СЧ-1107');
    expect(await drafted({ number: 'СЧ-2000-бис' })).toBe('СЧ-2000-бис');
    expect(await nextInvoiceNumber(agent)).toBe('СЧ-1108');
    expect(await Promise.all([drafted(), drafted(), drafted()])).toEqual(
      expect.arrayContaining(['СЧ-1108', 'СЧ-1109', 'СЧ-1110']),
    );
    expect(await draftInvoice(agent, input({ number: 'СЧ-1107' }))).toMatchObject({
      ok: false,
      error: { fields: { number: 'invoice.numberTaken' } },
    });
  });

  it('is not seen by its customer until it is opened, and not changed after that', async () => {
    const number = await drafted();
    const owner = shop.as(await shop.member(customerId, 'owner'));
    expect(await getInvoice(owner, number)).toBeNull();
    const other = input({ number, 'lines.1.description': 'Стул', 'lines.1.price': '10' });
    expect(await updateDraft(agent, { draft: number, invoice: other })).toMatchObject({ ok: true });
    expect(await getInvoice(agent, number)).toMatchObject({
      total: 247_900,
      lines: [{ amount: 246_900 }, { amount: 1_000 }],
    });
    await openInvoice(agent, { number });
    expect(await getInvoice(owner, number)).toMatchObject({ total: 247_900 });
    expect(await updateDraft(agent, { draft: number, invoice: other })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(await discardDraft(agent, { number })).toMatchObject({ ok: false });
  });

  it('is thrown away without a trace', async () => {
    const number = await drafted();
    expect(await discardDraft(agent, { number })).toMatchObject({ ok: true });
    expect(await getInvoice(agent, number)).toBeNull();
    expect(await drafted({ number })).toBe(number);
  });

  it('is written by people who look after customers only', async () => {
    const number = await drafted();
    for (const ctx of [await as('editor'), shop.as(await shop.member(customerId, 'owner'))]) {
      expect(await draftInvoice(ctx, input())).toMatchObject({ ok: false, error: { code: 'not_found' } });
      expect(await updateDraft(ctx, { draft: number, invoice: input() })).toMatchObject({ ok: false });
      expect(await discardDraft(ctx, { number })).toMatchObject({ ok: false });
      expect(await writeOffInvoice(ctx, { number })).toMatchObject({ ok: false });
      expect(await listAllInvoices(ctx)).toBeNull();
    }
  });
});

it('only an open invoice is written off, and doing it again is harmless', async () => {
  const number = await drafted();
  expect(await writeOffInvoice(agent, { number })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  await openInvoice(agent, { number });
  expect(await writeOffInvoice(agent, { number })).toMatchObject({ ok: true });
  expect(await writeOffInvoice(agent, { number })).toMatchObject({ ok: true });
  expect(await getInvoice(agent, number)).toMatchObject({ status: 'uncollectible' });
});

describe('the list of all invoices', () => {
  it('is filtered and searched, by the name of the customer too, and counts what it filters', async () => {
    await drafted();
    await shop.invoice(customerId, 5_000, { dueOn: '2026-11-15' });
    await shop.invoice(await shop.customer('Nordlicht'), 7_000);
    const list = await listAllInvoices(agent, { filter: 'overdue' });
    expect(list).toMatchObject({
      total: 1,
      counts: { all: 3, draft: 1, unpaid: 2, overdue: 1, paid: 0, closed: 0 },
      invoices: [{ due: 5_000, customerName: 'ООО «Северный ветер»' }],
    });
    expect(await listAllInvoices(agent, { search: 'nordl' })).toMatchObject({ total: 1 });
    expect(await listAllInvoices(agent, { search: 'АВАНС' })).toMatchObject({ total: 1 });
    expect(await listAllInvoices(agent, { customerId })).toMatchObject({ total: 2 });
  });

  it('asks as often for thirty invoices as for one', async () => {
    const ask = () => countQueries(agent, (ctx) => listAllInvoices(ctx));
    await shop.invoice(customerId, 1);
    const few = await ask();
    for (let n = 0; n < 29; n += 1) await shop.invoice(customerId, 1);
    expect(await ask()).toBe(few);
  });
});
