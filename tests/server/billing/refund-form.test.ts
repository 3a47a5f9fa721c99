import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  getInvoice,
  getPayment,
  getRefundable,
  getStatement,
  recordBankTransfer,
  refundForm,
  refundPayment,
  statementTable,
} from '#server/billing/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import type { Ctx } from '#server/context.ts';
import type { Role, UserViewer } from '#server/identity/index.ts';
import { wholeTable } from '#support/whole-table.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let customerId: string;
let number: string;
let paymentId: string;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  number = await shop.invoice(customerId, 1_000_00);
  const booked = await recordBankTransfer(shop.system, { number, amount: 400_00, currency: 'RUB', reference: '612' });
  if (!booked.ok) throw new Error(booked.error.message);
  paymentId = booked.value.paymentId;
});
afterEach(() => shop.close());

async function as(role: Role): Promise<Ctx<UserViewer>> {
  return shop.as((await viewerOfUser(shop.db, await shop.person(role))) as UserViewer);
}
const typed = { amount: '150,50', number: '', reason: 'mistake', reference: '77' };
const sent = (values: Record<string, string> = {}) =>
  refundForm.parse({ refundId: crypto.randomUUID(), ...typed, ...values });

it('is filled in with what can be given back, by those who may, and by nobody else', async () => {
  expect(await getRefundable(await as('supervisor'), { number, paymentId })).toMatchObject({
    most: 400_00,
    fromCredit: 0,
    invoices: [{ number, most: 400_00 }],
  });
  for (const role of ['agent', 'editor'] as const) {
    expect(await getRefundable(await as(role), { number, paymentId })).toBeNull();
    expect(await refundPayment(await as(role), { ...sent(), paymentId })).toMatchObject({
      error: { code: 'not_found' },
    });
  }
  const owner = shop.as(await shop.member(customerId, 'owner'));
  expect(await getRefundable(owner, { number, paymentId })).toBeNull();
});

it('says what is wrong where it is wrong', async () => {
  const supervisor = await as('supervisor');
  const fields = (values: Record<string, string>) =>
    refundForm
      .safeParse({ refundId: crypto.randomUUID(), ...typed, ...values })
      .error?.issues.map(({ path }) => path[0]);
  expect(fields({ amount: 'lots', reason: '' })).toEqual(['amount', 'reason']);
  expect(await refundPayment(supervisor, { ...sent({ reference: '' }), paymentId })).toMatchObject({
    error: { fields: { reference: 'error.required' } },
  });
  expect(await refundPayment(supervisor, { ...sent({ amount: '400,01' }), paymentId })).toMatchObject({
    error: { fields: { amount: 'refund.tooMuch' } },
  });
});

it('gives back once, however often it is sent; the same form with another amount is refused', async () => {
  const supervisor = await as('supervisor');
  const form = sent();
  for (let press = 0; press < 3; press += 1) {
    expect(await refundPayment(supervisor, { ...form, paymentId })).toMatchObject({ ok: true });
  }
  expect(await refundPayment(supervisor, { ...form, amount: 1_00, paymentId })).toMatchObject({
    error: { message: 'refund.idTaken' },
  });
  expect(await getRefundable(supervisor, { number, paymentId })).toMatchObject({
    most: 249_50,
    payment: { refunds: [{ amount: 150_50, status: 'succeeded', reference: '77' }] },
  });
});

it('is seen by the customer on the invoice, the payment and the statement', async () => {
  expect(await refundPayment(await as('supervisor'), { ...sent(), paymentId })).toMatchObject({ ok: true });
  const owner = shop.as(await shop.member(customerId, 'owner'));
  expect(await getInvoice(owner, number)).toMatchObject({
    paid: 249_50,
    due: 750_50,
    refunds: [{ amount: 150_50, reason: 'mistake' }],
  });
  expect(await getPayment(owner, { number, paymentId })).toMatchObject({ refunds: [{ amount: 150_50 }] });
  const period = { from: '2026-11-01', to: '2026-11-30' };
  const statement = await getStatement(owner, period);
  expect(statement?.currencies[0]).toMatchObject({ closing: 750_50 });
  const table = await wholeTable(await statementTable(owner, period, { locale: 'ru', timeZone: 'Europe/Moscow' }));
  expect(JSON.stringify(table?.rows)).toMatch(/Возврат по\sсчёту\sT-1, п\/п №\s77/u);
});
