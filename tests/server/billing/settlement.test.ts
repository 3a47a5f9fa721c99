import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getInvoice,
  getPayment,
  reconcilePayments,
  recordBankTransfer,
  startInvoicePayment,
  voidInvoice,
} from '#server/billing/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { closeOutdatedCheckout } from '#server/billing/close-outdated-checkout.ts';
import { events } from '#db/schema/events.ts';
import { invoices } from '#db/schema/billing.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

let shop: Shop;
let owner: UserViewer;
let number: string;

beforeEach(async () => {
  shop = await openShop();
  const customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  number = await shop.invoice(customerId, 24_472_000);
});
afterEach(() => shop.close());

const start = async (viewer = owner) => {
  const started = await startInvoicePayment(shop.as(viewer), { number });
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
};
const invoice = async () => {
  const found = await getInvoice(shop.as(owner), number);
  if (!found) throw new Error('the owner sees the invoice');
  return found;
};
const published = async (type: string) =>
  (await shop.db.read.select().from(events)).filter((event) => event.type === type).length;

describe('paying online', () => {
  it('sends the payer to a checkout of exactly what is due and is paid when the provider says so', async () => {
    const { url, paymentId } = await start();
    const page = await fetch(url);
    expect(await page.text()).toContain('244\u00a0720,00\u00a0₽');
    expect((await invoice()).pending).toMatchObject({ paymentId, amount: 24_472_000 });

    const answer = await decideAt(url, 'pay');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toContain(`/payments/${paymentId}`);
    await shop.sandbox.settled();

    expect(await invoice()).toMatchObject({ status: 'paid', paid: 24_472_000, due: 0, pending: null });
    expect(await getPayment(shop.as(owner), { number, paymentId })).toMatchObject({ status: 'succeeded' });
    expect(await published('invoice.paid')).toBe(1);
    expect(await published('payment.succeeded')).toBe(1);
  });

  it('is paid even when the payer never comes back', async () => {
    const { url } = await start();
    expect((await decideAt(url, 'leave')).status).toBe(200);
    await shop.sandbox.settled();
    expect((await invoice()).status).toBe('paid');
  });

  it('keeps the checkout open after a declined card, and after a cancel', async () => {
    const { url } = await start();
    expect((await decideAt(url, 'decline')).status).toBe(402);
    expect((await decideAt(url, 'cancel')).status).toBe(303);
    expect((await start()).url).toBe(url);
    expect((await invoice()).status).toBe('open');
  });

  it('gives two tabs and two members the same checkout', async () => {
    const accountant = await shop.member(owner.customerId ?? '', 'accountant');
    const [first, second, third] = await Promise.all([start(), start(), start(accountant)]);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect((await invoice()).payments).toHaveLength(1);
  });

  it('replaces a checkout that has expired', async () => {
    const first = await start();
    await shop.platform.payments?.expire(await checkoutOf(first.url));
    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect((await invoice()).payments.map((payment) => payment.status)).toEqual(['pending', 'canceled']);
  });

  it('replaces a checkout for an amount that is no longer due', async () => {
    const first = await start();
    await recordBankTransfer(shop.system, { number, amount: 10_000_000, currency: 'RUB', reference: '612' });
    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect((await decideAt(first.url, 'pay')).status).toBe(410);
    await decideAt(second.url, 'pay');
    await shop.sandbox.settled();
    expect(await invoice()).toMatchObject({ status: 'paid', paid: 24_472_000, due: 0, excess: 0 });
  });

  it('says that there is nothing to pay once the invoice is paid', async () => {
    const { url } = await start();
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    expect(await startInvoicePayment(shop.as(owner), { number })).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'payment.nothingDue' },
    });
  });

  it('hides the invoice from a stranger and from a member who may not see invoices', async () => {
    const stranger = await shop.member(await shop.customer('Granat'), 'owner');
    const member = await shop.member(owner.customerId ?? '', 'member');
    for (const viewer of [stranger, member]) {
      expect(await startInvoicePayment(shop.as(viewer), { number })).toMatchObject({ error: { code: 'not_found' } });
      expect(await getInvoice(shop.as(viewer), number)).toBeNull();
    }
  });

  it('reports a provider that does not answer, and the next try is a new payment', async () => {
    const { sandbox } = shop;
    const { payments } = shop.platform;
    shop.platform.payments = payments && {
      ...payments,
      start: () => Promise.reject(new Error('connection refused')),
    };
    expect(await startInvoicePayment(shop.as(owner), { number })).toMatchObject({ error: { code: 'unavailable' } });
    shop.platform.payments = payments;
    expect((await start()).url).toContain(sandbox.url);
    expect((await invoice()).payments.map((payment) => payment.status)).toEqual(['pending', 'failed']);
  });
});

describe('notices from the provider', () => {
  it('may come twice', async () => {
    shop.sandbox.switches.copies = 3;
    const { url } = await start();
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    expect(shop.answers).toEqual([200, 200, 200]);
    expect(await published('invoice.paid')).toBe(1);
    expect(await invoice()).toMatchObject({ paid: 24_472_000, excess: 0 });
  });

  it('may come out of order: the end of an old checkout after the success of the new one', async () => {
    shop.sandbox.switches.hold = true;
    const first = await start();
    await shop.platform.payments?.expire(await checkoutOf(first.url));
    const second = await start();
    await decideAt(second.url, 'pay');
    shop.sandbox.release();
    await shop.sandbox.settled();
    expect(await invoice()).toMatchObject({ status: 'paid', due: 0 });
    expect(shop.answers).toEqual([200, 200]);
  });

  it('are refused with a wrong signature', async () => {
    shop.sandbox.switches.wrongSignature = true;
    const { url } = await start();
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    expect(new Set(shop.answers)).toEqual(new Set([400]));
    expect((await invoice()).status).toBe('open');
  });

  it('are not believed: a wrong amount in the notice changes nothing', async () => {
    shop.sandbox.switches.wrongAmount = 'notice';
    const { url } = await start();
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    expect(await invoice()).toMatchObject({ status: 'paid', paid: 24_472_000 });
  });

  it('never settle a payment whose checkout charged another amount', async () => {
    shop.sandbox.switches.wrongAmount = 'session';
    const { url } = await start();
    await decideAt(url, 'pay');
    await shop.sandbox.settled();
    const { status, due, payments } = await invoice();
    expect({ status, due }).toEqual({ status: 'open', due: 24_472_000 });
    expect(payments).toMatchObject([{ status: 'failed', failureCode: 'mismatch' }]);
  });

  it('that got lost are made up for by reconciling', async () => {
    shop.sandbox.switches.silent = true;
    const { url } = await start();
    await decideAt(url, 'pay');
    const system = { ...shop.system, viewer: systemViewer('reconcile') };
    expect(await reconcilePayments(system)).toMatchObject({ paid: 0, waiting: 0 });
    shop.clock.advance(61_000);
    expect(await reconcilePayments(system)).toMatchObject({ paid: 1 });
    expect((await invoice()).status).toBe('paid');
    expect(await reconcilePayments(system)).toMatchObject({ paid: 0, waiting: 0 });
  });
});

describe('money by bank', () => {
  const transfer = (amount: number, reference: string) =>
    recordBankTransfer(shop.system, { number, amount, currency: 'RUB', reference });

  it('pays in parts, and one payment order is booked once', async () => {
    await transfer(15_000_000, '612');
    await transfer(15_000_000, '612');
    expect(await invoice()).toMatchObject({ status: 'open', paid: 15_000_000, due: 9_472_000 });
    await transfer(9_472_000, '640');
    expect(await invoice()).toMatchObject({ status: 'paid', due: 0 });
    expect(await published('invoice.paid')).toBe(1);
  });

  it('keeps what came on top apart', async () => {
    await transfer(30_000_000, '612');
    expect(await invoice()).toMatchObject({ status: 'paid', paid: 24_472_000, due: 0, excess: 5_528_000 });
  });

  it('closes a checkout that asks for too much now, and a void invoice cannot be paid', async () => {
    const system = { ...shop.system, viewer: systemViewer('a test') };
    const { url } = await start();
    await transfer(100, '612');
    const [row] = await shop.db.read.select().from(invoices);
    await closeOutdatedCheckout(system, row?.id ?? '');
    expect((await decideAt(url, 'pay')).status).toBe(410);
    expect((await invoice()).pending).toBeNull();
    expect(await voidInvoice(shop.system, { number })).toMatchObject({ ok: true });
    expect(await invoice()).toMatchObject({ status: 'void', paid: 0, released: 100, credit: 100 });
  });

  it('in another currency is refused', async () => {
    const answer = await recordBankTransfer(shop.system, { number, amount: 5, currency: 'EUR', reference: '1' });
    expect(answer).toMatchObject({ error: { fields: { currency: 'payment.wrongCurrency' } } });
  });
});

/** The provider's id of a checkout, from the address of its page. */
const checkoutOf = (url: string): Promise<string> => Promise.resolve(url.slice(url.lastIndexOf('/') + 1));
