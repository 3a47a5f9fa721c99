import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  findByLink,
  listInvoiceLinks,
  noteLinkOpened,
  payByLink,
  pdfByLink,
  recordBankTransfer,
  revokeInvoiceLink,
  shareInvoice,
  voidInvoice,
} from '#server/billing/index.ts';
import { setVisibility } from '#server/customers/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { putSetting } from '#server/platform/settings.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

const DAY = 86_400_000;
let shop: Shop;
let customerId: string;
let owner: UserViewer;
let number: string;
const visitor = { kind: 'visitor', visitorHash: null, locale: 'ru' } as const;
const outside = () => shop.ctx(visitor);
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  number = await shop.invoice(customerId, 500_00);
});
afterEach(() => shop.close());

async function share(days = '30', viewer = owner): Promise<{ linkId: string; token: string }> {
  const made = await shareInvoice(shop.as(viewer), { number, days });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

it('shows its one invoice to whoever has it, and is listed with who, when, until when and when last opened', async () => {
  await shop.invoice(customerId, 900_00);
  const { token, linkId } = await share();
  const linked = await findByLink(outside(), token);
  expect(linked?.invoice).toMatchObject({ number, due: 500_00 });
  await noteLinkOpened(outside(), linkId);
  const [listed] = await listInvoiceLinks(shop.as(owner), number);
  expect(listed).toMatchObject({ id: linkId, madeBy: owner.name, state: 'live', token });
  expect(listed?.lastOpenedAt).toEqual(shop.clock.now());
  expect(listed?.expiresAt.getTime()).toBe(shop.clock.now().getTime() + 30 * DAY);
});

it('is nothing once expired or revoked, or when it never was: always the same nothing', async () => {
  const expiring = await share('7');
  const revoked = await share();
  expect((await revokeInvoiceLink(shop.as(owner), { number, linkId: revoked.linkId })).ok).toBe(true);
  expect((await revokeInvoiceLink(shop.as(owner), { number, linkId: revoked.linkId })).ok).toBe(true);
  shop.clock.advance(7 * DAY);
  for (const token of [expiring.token, revoked.token, 'x', '', 'A'.repeat(64)]) {
    expect(await findByLink(outside(), token)).toBeNull();
    expect(await pdfByLink(outside(), token, { locale: 'ru', timeZone: 'UTC' })).toBeNull();
    const paid = await payByLink(outside(), { token, locale: 'ru' });
    expect(!paid.ok && paid.error.code).toBe('not_found');
  }
  expect((await listInvoiceLinks(shop.as(owner), number)).map(({ state, token }) => [state, token])).toEqual([
    ['revoked', null],
    ['expired', null],
  ]);
});

it('holds no change of a single character', async () => {
  const { token } = await share();
  await fc.assert(
    fc.asyncProperty(fc.nat(63), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_'), async (index, letter) => {
      const changed = token.slice(0, index) + letter + token.slice(index + 1);
      const found = await findByLink(outside(), changed);
      // Only the token itself opens; base64url of 48 bytes has no spare bits.
      expect(found === null).toBe(changed !== token);
    }),
    { numRuns: 60 },
  );
});

it('does not open by the secret of another installation', async () => {
  const { token } = await share();
  await shop.db.write((tx) => putSetting(tx, 'invoice-links.secret', 'another-secret-of-more-than-forty-characters-'));
  expect(await findByLink(outside(), token)).toBeNull();
});

it('sees what its maker may see, and ends with their access', async () => {
  await setVisibility(shop.system, {
    scope: 'customer',
    target: customerId,
    hides: ['invoice.lines', 'invoice.tax'],
    shows: [],
  });
  const { token } = await share();
  expect((await findByLink(outside(), token))?.invoice).toMatchObject({ lines: [], tax: null });
  await setVisibility(shop.system, { scope: 'customer', target: customerId, hides: ['invoices'], shows: [] });
  expect(await findByLink(outside(), token)).toBeNull();
});

it('ends with the invoice itself', async () => {
  const { token } = await share();
  await voidInvoice(shop.system, { number });
  expect(await findByLink(outside(), token)).toBeNull();
});

it('is given out, listed and revoked by the customer’s own people with invoices only', async () => {
  const { linkId } = await share();
  const accountant = await shop.member(customerId, 'accountant');
  const colleague = await shop.member(customerId, 'member');
  const stranger = await shop.member(await shop.customer(), 'owner');
  expect(await listInvoiceLinks(shop.as(accountant), number)).toHaveLength(1);
  for (const viewer of [colleague, stranger]) {
    const made = await shareInvoice(shop.as(viewer), { number, days: '30' });
    expect(!made.ok && made.error.code).toBe('not_found');
    const ended = await revokeInvoiceLink(shop.as(viewer), { number, linkId });
    expect(!ended.ok && ended.error.code).toBe('not_found');
    expect(await listInvoiceLinks(shop.as(viewer), number)).toEqual([]);
  }
  const other = await shop.invoice(customerId, 1);
  const wrongInvoice = await revokeInvoiceLink(shop.as(owner), { number: other, linkId });
  expect(!wrongInvoice.ok && wrongInvoice.error.code).toBe('not_found');
});

it('lets a stranger pay a part, within the limits of the cabinet, and never shows or spends credit', async () => {
  // Paid twice: the surplus lies with the customer.
  const paid = await shop.invoice(customerId, 300_00);
  await recordBankTransfer(shop.system, { number: paid, amount: 400_00, currency: 'RUB', reference: '1' });
  const { token } = await share();
  const asked = await findByLink(outside(), token, { pay: 'part', amount: 200_00 });
  expect(asked?.invoice).toMatchObject({ credit: 0, chosen: 200_00, due: 500_00, choiceWrong: null });
  expect((await findByLink(outside(), token, { pay: 'part', amount: 1 }))?.invoice.choiceWrong).toBe(
    'payment.tooLittle',
  );

  const part = (amount: number) => payByLink(outside(), { token, locale: 'ru', pay: 'part', amount });
  for (const [amount, message] of [
    [1, 'payment.tooLittle'],
    [900_00, 'payment.tooMuch'],
    [450_00, 'payment.leavesTooLittle'],
  ] as const) {
    expect(await part(amount)).toMatchObject({ ok: false, error: { fields: { amount: message } } });
  }
  const started = await part(200_00);
  if (!started.ok) throw new Error(started.error.message);
  await decideAt(started.value.url, 'pay');
  await expect.poll(async () => (await findByLink(outside(), token))?.invoice.due).toBe(300_00);
});

it('lets a stranger pay what is due, and leads them back to the link', async () => {
  const { token } = await share();
  const started = await payByLink(outside(), { token, locale: 'en' });
  expect(started.ok).toBe(true);
  if (!started.ok) return;
  const back = await decideAt(started.value.url, 'pay');
  expect(new URL(back.headers.get('location') ?? '').pathname).toBe(`/en/i/${token}`);
  await expect.poll(async () => (await findByLink(outside(), token))?.invoice.status).toBe('paid');
});
