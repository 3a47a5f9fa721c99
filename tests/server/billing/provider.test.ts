import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStripe } from '#server/platform/stripe.ts';
import { sign, startSandbox, type Sandbox } from '#server/platform/stripe-sandbox/index.ts';
import type { Payments, StartCheckout } from '#server/platform/payments.ts';

const SECRET_KEY = 'sk_test_provider';
const WEBHOOK_SECRET = 'whsec_provider';

let sandbox: Sandbox;
let payments: Payments;
beforeEach(async () => {
  sandbox = await startSandbox({
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/webhooks/stripe',
    webhookSecret: WEBHOOK_SECRET,
    secretKey: SECRET_KEY,
    retryDelaysMs: [],
  });
  payments = connect(SECRET_KEY);
});
afterEach(() => sandbox.close());

function connect(secretKey: string): Payments {
  const made = createStripe({
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_URL: sandbox.url,
  });
  if (!made) throw new Error('configured');
  return made;
}

const asked: StartCheckout = {
  paymentId: 'p-1',
  currency: 'RUB',
  lines: [{ amount: 24_472_000, description: 'Счёт СЧ-1107' }],
  email: 'm.sokolova@sever.example',
  successUrl: 'http://127.0.0.1:1/back',
  cancelUrl: 'http://127.0.0.1:1/back?unfinished',
  locale: 'ru',
};

it('is absent without a key: customers pay by bank', () => {
  const none = { STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined, STRIPE_API_URL: undefined };
  expect(createStripe(none)).toBeNull();
});

describe('a checkout', () => {
  it('carries the payment, the exact amount and the currency, and is read back the same', async () => {
    const started = await payments.start(asked);
    expect(started).toMatchObject({
      paymentId: 'p-1',
      status: 'open',
      paid: false,
      amount: 24_472_000,
      currency: 'RUB',
    });
    expect(started.url).toContain(sandbox.url);
    expect(await payments.get(started.id)).toEqual(started);
  });

  it('is the same for the same payment, and another request under its key is refused', async () => {
    const first = await payments.start(asked);
    expect((await payments.start(asked)).id).toBe(first.id);
    await expect(payments.start({ ...asked, lines: [{ amount: 1, description: 'Счёт СЧ-1107' }] })).rejects.toThrow(
      /idempotent/,
    );
  });

  it('can be closed, and closing it again is harmless', async () => {
    const { id } = await payments.start(asked);
    await payments.expire(id);
    await payments.expire(id);
    expect(await payments.get(id)).toMatchObject({ status: 'expired', url: null });
  });

  it('that the provider does not know can never be paid', async () => {
    expect(await payments.get('cs_test_unknown')).toMatchObject({ status: 'expired', paid: false });
  });

  it('is refused under a wrong key', async () => {
    await expect(connect('sk_test_wrong').start(asked)).rejects.toThrow(/API Key/);
  });

  it('shows what is charged in the payer’s language, without script and with text escaped', async () => {
    const { url } = await payments.start({
      ...asked,
      lines: [{ amount: 24_472_000, description: '<script>alert(1)</script>' }],
      locale: 'en',
    });
    const page = await fetch(url ?? '');
    const html = await page.text();
    expect(html).toContain('lang="en"');
    expect(html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('a notice', () => {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    data: { object: { id: 'cs_1', object: 'checkout.session' } },
  });

  it('is believed only with a signature over these very bytes', () => {
    const signature = sign(body, WEBHOOK_SECRET);
    expect(payments.verify(body, signature)).toEqual({
      id: 'evt_1',
      type: 'checkout.session.completed',
      checkoutId: 'cs_1',
      intentId: null,
    });
    expect(payments.verify(`${body} `, signature)).toBeNull();
    expect(payments.verify(body, sign(body, 'whsec_other'))).toBeNull();
    expect(payments.verify(body, 'nonsense')).toBeNull();
    expect(payments.verify('', '')).toBeNull();
  });

  it('about something else names no checkout', () => {
    const other = body.replace('checkout.session"}', 'charge"}');
    expect(payments.verify(other, sign(other, WEBHOOK_SECRET))).toMatchObject({ checkoutId: null });
  });

  it('that is no JSON is nothing, even when signed', () => {
    expect(payments.verify('{', sign('{', WEBHOOK_SECRET))).toBeNull();
  });
});
