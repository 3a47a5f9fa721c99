import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bankOptions, wrongOf } from '#components/billing/pay-options.ts';
import {
  creditOf,
  getInvoice,
  getPayment,
  getRefundable,
  quoteTogether,
  reconcilePayments,
  recordBankTransfer,
  refundPayment,
  setIssuer,
  startInvoicePayment,
  startPayment,
  useCredit,
  voidInvoice,
  writeOffInvoice,
} from '#server/billing/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

let shop: Shop;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
});
afterEach(() => shop.close());

const see = async (number: string) => {
  const found = await getInvoice(shop.as(owner), number);
  if (!found) throw new Error('the owner sees the invoice');
  return found;
};
const value = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const pay = async (numbers: string[], more = {}) => {
  const started = value(await startPayment(shop.as(owner), { numbers, ...more }));
  await decideAt(started.url, 'pay');
  await shop.sandbox.settled();
  return started;
};
const transfer = (number: string, amount: number, reference = '1') =>
  recordBankTransfer(shop.system, { number, amount, currency: 'RUB', reference });
const checkoutOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

describe('several invoices at once', () => {
  it('are one charge with a line for each, and all are paid by it', async () => {
    const one = await shop.invoice(customerId, 70_000);
    const other = await shop.invoice(customerId, 30_000);
    const { url, paymentId } = value(await startPayment(shop.as(owner), { numbers: [one, other] }));
    const page = await (await fetch(url)).text();
    expect(page).toContain('1\u00a0000,00\u00a0₽');
    for (const number of [one, other]) expect(page).toContain(number);
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    for (const number of [one, other]) expect(await see(number)).toMatchObject({ status: 'paid', due: 0, credit: 0 });
    expect(await getPayment(shop.as(owner), { number: other, paymentId })).toMatchObject({
      whole: 100_000,
      amount: 30_000,
      invoices: [
        { number: one, amount: 70_000 },
        { number: other, amount: 30_000 },
      ],
    });
  });

  it('are refused in two currencies, of two companies, and when one of them is somebody else’s', async () => {
    const one = await shop.invoice(customerId, 70_000);
    const euros = await shop.invoice(customerId, 5_000, { currency: 'EUR' });
    const foreign = await shop.invoice(await shop.customer('Granat'), 5_000);
    const start = (...numbers: string[]) => startPayment(shop.as(owner), { numbers });
    expect(await start(one, euros)).toMatchObject({ error: { message: 'payment.mixedCurrencies' } });
    expect(await start(one, foreign)).toMatchObject({ error: { code: 'not_found' } });
    expect(await start(one, 'nothing')).toMatchObject({ error: { code: 'not_found' } });
    const { quotes } = await quoteTogether(shop.as(owner), [one, euros, foreign]);
    expect(quotes.map(({ currency, total }) => [currency, total])).toEqual([
      ['RUB', 70_000],
      ['EUR', 5_000],
    ]);
  });

  it('ask for the same checkout in two tabs of two members; paying one of them alone closes it', async () => {
    const one = await shop.invoice(customerId, 70_000);
    const other = await shop.invoice(customerId, 30_000);
    const accountant = await shop.member(customerId, 'accountant');
    const [first, second] = await Promise.all([
      startPayment(shop.as(owner), { numbers: [one, other] }),
      startPayment(shop.as(accountant), { numbers: [other, one] }),
    ]);
    expect(value(second)).toEqual(value(first));
    const alone = value(await startInvoicePayment(shop.as(accountant), { number: one }));
    expect((await decideAt(value(first).url, 'pay')).status).toBe(410);
    await decideAt(alone.url, 'pay');
    await shop.sandbox.settled();
    expect(await see(one)).toMatchObject({ status: 'paid', excess: 0 });
    expect(await see(other)).toMatchObject({ status: 'open', due: 30_000, pending: null });
  });

  it('take two queries to show, however many they are', async () => {
    const numbers: string[] = [];
    for (let index = 0; index < 6; index++) numbers.push(await shop.invoice(customerId, 1_000));
    const few = await countQueries(shop.as(owner), (ctx) => quoteTogether(ctx, numbers.slice(0, 2)));
    const many = await countQueries(shop.as(owner), (ctx) => quoteTogether(ctx, numbers));
    expect(many).toBe(few);
  });
});

describe('a part of an invoice', () => {
  it('is charged as chosen, and the rest stays due', async () => {
    const number = await shop.invoice(customerId, 100_000);
    await pay([number], { pay: 'part', amount: 40_000 });
    expect(await see(number)).toMatchObject({ status: 'open', paid: 40_000, due: 60_000 });
    const refused = await startInvoicePayment(shop.as(owner), { number, pay: 'part', amount: 60_001 });
    expect(refused).toMatchObject({ error: { fields: { amount: 'payment.tooMuch' } } });
    await pay([number]);
    expect(await see(number)).toMatchObject({ status: 'paid', due: 0, excess: 0 });
  });

  it('can be transferred where nothing is paid online: the code asks for it, and says what is wrong with an amount', async () => {
    const account = { bankName: 'Банк', account: '40702810000000000001', bic: '044525225' };
    const payee = {
      ...account,
      name: 'ООО «Дубрава»',
      inn: '7701234567',
      correspondentAccount: '30101810400000000225',
    };
    value(await setIssuer(shop.system, { RUB: payee }));
    const number = await shop.invoice(customerId, 100_000);
    const ctx = shop.as(owner);
    const offline = { ...ctx, platform: { ...ctx.platform, payments: null } };
    const choose = (amount?: number) => getInvoice(offline, number, { pay: 'part', amount });
    const whole = await getInvoice(offline, number);
    expect(whole).toMatchObject({ canPay: true, canPayOnline: false, chosen: 100_000, choiceWrong: null });
    const part = await choose(40_000);
    expect(part).toMatchObject({ chosen: 40_000, choiceWrong: null });
    expect(part?.bank?.qr).not.toEqual(whole?.bank?.qr);
    expect(await choose(100_001)).toMatchObject({ chosen: 100_000, choiceWrong: 'payment.tooMuch' });
    expect(await choose()).toMatchObject({ choiceWrong: 'error.required' });
    const said = { pay: 'part', from: null, wrong: null } as const;
    expect(wrongOf({ ...said, amount: 'сто' }, 'error.required')).toBe('payment.notAnAmount');
    expect(wrongOf({ ...said, amount: '' }, 'error.required')).toBe('error.required');
    expect(wrongOf({ ...said, pay: 'all', amount: 'сто' }, null)).toBeNull();
    expect(bankOptions(whole ?? { due: 0, instalments: [] })).toEqual(['all', 'part']);
  });

  it('of a plan is the next instalment; the invoice is late by the first that is', async () => {
    const number = await shop.invoice(customerId, 90_000, {
      dueOn: '2027-01-10',
      instalments: [
        { dueOn: '2026-11-15', amount: 30_000 },
        { dueOn: '2026-12-10', amount: 30_000 },
        { dueOn: '2027-01-10', amount: 30_000 },
      ],
    });
    expect(await see(number)).toMatchObject({ state: 'overdue', daysLeft: -4, nextDueOn: '2026-11-15' });
    await pay([number], { pay: 'instalment' });
    expect(await see(number)).toMatchObject({
      state: 'due',
      paid: 30_000,
      nextDueOn: '2026-12-10',
      instalments: [{ state: 'paid' }, { state: 'due', left: 30_000 }, { state: 'due' }],
    });
  });
});

describe('credit', () => {
  it('comes from what was too much, pays another invoice of the same currency, and only once', async () => {
    const over = await shop.invoice(customerId, 50_000);
    const next = await shop.invoice(customerId, 30_000);
    const euros = await shop.invoice(customerId, 1_000, { currency: 'EUR' });
    await transfer(over, 65_000);
    expect(await creditOf(shop.as(owner))).toEqual([{ currency: 'RUB', amount: 15_000 }]);
    expect(await useCredit(shop.as(owner), { number: euros })).toMatchObject({ error: { message: 'credit.none' } });
    const used = await Promise.all([
      useCredit(shop.as(owner), { number: next }),
      useCredit(shop.as(owner), { number: next }),
    ]);
    expect(used.map((result) => result.ok)).toEqual([true, false]);
    expect(await see(next)).toMatchObject({ paid: 15_000, due: 15_000, credit: 0 });
  });

  it('comes from an invoice that is taken back, and from money for a void one', async () => {
    const number = await shop.invoice(customerId, 50_000);
    await transfer(number, 20_000);
    value(await voidInvoice(shop.system, { number }));
    expect(await see(number)).toMatchObject({ status: 'void', paid: 0, released: 20_000, credit: 20_000 });
    value(await transfer(number, 7_000, '2'));
    expect(await creditOf(shop.as(owner))).toEqual([{ currency: 'RUB', amount: 27_000 }]);
  });

  it('is nobody else’s business', async () => {
    const stranger = await shop.member(await shop.customer('Granat'), 'owner');
    expect(await creditOf(shop.as(stranger), { customerId })).toBeNull();
    const member = await shop.member(customerId, 'member');
    expect(await creditOf(shop.as(member))).toBeNull();
  });
});

describe('a refund', () => {
  it('goes back through the provider once, opens the invoice again, and is seen on it', async () => {
    const number = await shop.invoice(customerId, 50_000);
    const { paymentId } = await pay([number]);
    const asked = {
      refundId: '0190d5ab-0000-7000-8000-000000000001',
      paymentId,
      amount: 20_000,
      reason: 'returned_goods',
    } as const;
    await Promise.all([refundPayment(shop.system, asked), refundPayment(shop.system, asked)]);
    await shop.sandbox.settled();
    expect(await see(number)).toMatchObject({
      status: 'open',
      paid: 30_000,
      due: 20_000,
      refunds: [{ amount: 20_000, status: 'succeeded', method: 'card' }],
    });
    const more = { paymentId, amount: 30_001, reason: 'other' } as const;
    expect(await refundPayment(shop.system, more)).toMatchObject({ error: { fields: { amount: 'refund.tooMuch' } } });
  });

  it('on its way is reserved; when it fails all is as before', async () => {
    shop.sandbox.switches.refunds = 'later';
    const number = await shop.invoice(customerId, 50_000);
    const { paymentId } = await pay([number]);
    value(await refundPayment(shop.system, { paymentId, amount: 50_000, reason: 'other' }));
    expect(await see(number)).toMatchObject({ status: 'paid', refunds: [{ status: 'pending' }] });
    expect(await getRefundable(shop.system, { number, paymentId })).toMatchObject({ most: 0 });
    shop.sandbox.endRefunds('failed');
    await shop.sandbox.settled();
    expect(await see(number)).toMatchObject({ status: 'paid', refunds: [{ status: 'failed' }] });
    expect(await getRefundable(shop.system, { number, paymentId })).toMatchObject({ most: 50_000 });
  });

  it('that the provider did not hear of is asked for again by reconciliation', async () => {
    const { payments } = shop.platform;
    const number = await shop.invoice(customerId, 50_000);
    const { paymentId } = await pay([number]);
    shop.platform.payments = payments && { ...payments, refund: () => Promise.reject(new Error('no network')) };
    value(await refundPayment(shop.system, { paymentId, amount: 5_000, reason: 'goodwill' }));
    expect(await see(number)).toMatchObject({ refunds: [{ status: 'pending' }] });
    shop.platform.payments = payments;
    shop.clock.advance(61_000);
    const system = { ...shop.system, viewer: systemViewer('reconcile') };
    expect(await reconcilePayments(system)).toMatchObject({ refunds: 1 });
    expect(await see(number)).toMatchObject({ due: 5_000, refunds: [{ status: 'succeeded' }] });
  });

  it('made in the provider’s own panel is booked as well, once', async () => {
    shop.sandbox.switches.copies = 2;
    const number = await shop.invoice(customerId, 50_000);
    const { url } = await pay([number]);
    expect(shop.sandbox.refundAtProvider(checkoutOf(url), 50_000)).toBe(true);
    await shop.sandbox.settled();
    expect(await see(number)).toMatchObject({ status: 'open', due: 50_000, refunds: [{ amount: 50_000 }] });
    expect((await see(number)).refunds).toHaveLength(1);
  });

  it('takes credit first; of a transfer it wants the number of our own; of credit it becomes credit again', async () => {
    const over = await shop.invoice(customerId, 50_000);
    const next = await shop.invoice(customerId, 30_000);
    const { paymentId } = value(await transfer(over, 60_000));
    const bare = { paymentId, amount: 12_000, reason: 'duplicate' } as const;
    expect(await refundPayment(shop.system, bare)).toMatchObject({
      error: { fields: { reference: 'error.required' } },
    });
    value(await refundPayment(shop.system, { ...bare, amount: 4_000, reference: '77' }));
    expect(await see(over)).toMatchObject({ status: 'paid', credit: 6_000 });
    const spent = value(await useCredit(shop.as(owner), { number: next }));
    // Credit that was spent cannot be given back as well.
    expect(await getRefundable(shop.system, { number: over, paymentId })).toMatchObject({
      most: 50_000,
      fromCredit: 0,
    });
    value(await refundPayment(shop.system, { paymentId: spent.paymentId, amount: 6_000, reason: 'mistake' }));
    expect(await see(next)).toMatchObject({ paid: 0, credit: 6_000 });
  });

  it('is given by supervisors and admins only; transfers and voids are booked by agents as well', async () => {
    const number = await shop.invoice(customerId, 50_000);
    const { paymentId } = value(await transfer(number, 50_000));
    const asked = { paymentId, amount: 1_000, reason: 'other', reference: '9' } as const;
    const allowed: string[] = [];
    for (const role of ['agent', 'editor', 'supervisor', 'admin'] as const) {
      const viewer = { ...owner, userId: await shop.person(role), role, memberships: [], customerId: null };
      if ((await refundPayment(shop.as(viewer), asked)).ok) allowed.push(`refund ${role}`);
      if ((await writeOffInvoice(shop.as(viewer), { number: 'none' })).ok) allowed.push(role);
    }
    expect(allowed).toEqual(['refund supervisor', 'refund admin']);
    expect(await refundPayment(shop.as(owner), asked)).toMatchObject({ error: { code: 'not_found' } });
  });
});

it('an invoice that is written off asks for nothing, and takes money that comes all the same', async () => {
  const number = await shop.invoice(customerId, 50_000);
  value(await writeOffInvoice(shop.system, { number }));
  expect(await startInvoicePayment(shop.as(owner), { number })).toMatchObject({ error: { code: 'conflict' } });
  value(await transfer(number, 50_000));
  expect(await see(number)).toMatchObject({ status: 'paid', due: 0 });
});
