import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  onInvoiceVoided,
  onPaymentSucceededCloseCheckout,
  onPaymentSucceededMailReceipt,
  recordBankTransfer,
  startInvoicePayment,
  voidInvoice,
} from '#server/billing/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { mailOutbox } from '#db/schema/platform.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

let shop: Shop;
let owner: UserViewer;
let number: string;
let dispatcher: EventDispatcher;

beforeEach(async () => {
  shop = await openShop();
  const customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  number = await shop.invoice(customerId, 24_472_000);
  dispatcher = new EventDispatcher({
    db: shop.db,
    clock: shop.clock,
    log: shop.platform.log,
    subscriptions: [onPaymentSucceededMailReceipt(shop), onPaymentSucceededCloseCheckout(shop), onInvoiceVoided(shop)],
  });
});
afterEach(async () => {
  await dispatcher.stop();
  await shop.close();
});

const mails = () => shop.db.read.select().from(mailOutbox);
const start = async (viewer = owner) => {
  const started = await startInvoicePayment(shop.as(viewer), { number });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.url;
};

it('the receipt of an online payment goes once, to the person who paid, in their language', async () => {
  shop.sandbox.switches.copies = 2;
  const english: UserViewer = { ...owner, locale: 'en' };
  await decideAt(await start(english), 'pay');
  await shop.sandbox.settled();
  await dispatcher.settled();
  await dispatcher.settled();
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ recipient: owner.email, subject: `Payment received: invoice ${number}` });
  expect(mail?.text).toContain('₽244,720.00');
  expect(mail?.text).toContain(`/cabinet/invoices/${number}`);
});

it('a transfer has no receipt, and closes the checkout that now asks for too much', async () => {
  const url = await start();
  await recordBankTransfer(shop.system, { number, amount: 100, currency: 'RUB', reference: '612' });
  await dispatcher.settled();
  expect(await mails()).toEqual([]);
  expect((await decideAt(url, 'pay')).status).toBe(410);
});

it('taking an invoice back closes its checkout', async () => {
  const url = await start();
  await voidInvoice(shop.system, { number });
  await dispatcher.settled();
  expect((await decideAt(url, 'pay')).status).toBe(410);
});
