import Stripe from 'stripe';
import type { Locale } from '#content/locales.ts';
import type { Config } from './config.ts';
import type { Checkout, Payments, ProviderRefund } from './payments.ts';

const TIMEOUT_MS = 10_000;

type Settings = Pick<Config, 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET' | 'STRIPE_API_URL'>;

/**
 * Online payment by Stripe Checkout: the payer leaves for the provider's page, so no script of theirs runs on ours and no
 * card number ever comes near us. Null when no key is set: customers then pay by bank.
 */
export function createStripe(config: Settings): Payments | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl } = config;
  if (secretKey === undefined || webhookSecret === undefined) return null;
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(apiUrl === undefined ? {} : address(apiUrl)),
  });
  return {
    kind: apiUrl === undefined ? 'stripe' : 'sandbox',
    checkoutOrigin: apiUrl === undefined ? 'https://checkout.stripe.com' : new URL(apiUrl).origin,
    start: async (checkout) => {
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: checkout.paymentId,
          metadata: { payment_id: checkout.paymentId },
          line_items: checkout.lines.map(({ amount, description }) => ({
            quantity: 1,
            price_data: {
              currency: checkout.currency.toLowerCase(),
              unit_amount: amount,
              product_data: { name: description },
            },
          })),
          // The charge must be exactly what was frozen.
          adaptive_pricing: { enabled: false },
          ...(checkout.email === '' ? {} : { customer_email: checkout.email }),
          success_url: checkout.successUrl,
          cancel_url: checkout.cancelUrl,
          locale: languages[checkout.locale],
        },
        { idempotencyKey: checkout.paymentId },
      );
      return toCheckout(session);
    },
    get: async (checkoutId) => {
      try {
        return toCheckout(await stripe.checkout.sessions.retrieve(checkoutId, { expand: ['payment_intent'] }));
      } catch (error) {
        if (isUnknown(error)) return gone(checkoutId);
        throw error;
      }
    },
    expire: async (checkoutId) => {
      try {
        await stripe.checkout.sessions.expire(checkoutId);
      } catch (error) {
        // Over already, one way or the other: `get` tells which.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    },
    refund: async ({ refundId, intentId, amount }) => {
      try {
        const made = await stripe.refunds.create(
          { payment_intent: intentId, amount, metadata: { refund_id: refundId } },
          { idempotencyKey: refundId },
        );
        return toRefund(made);
      } catch (error) {
        // Refused for good, e.g. disputed or given back already: nothing was sent.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        return { id: null, refundId, amount, currency: '', status: 'failed' };
      }
    },
    refundsOf: async (intentId) =>
      (await stripe.refunds.list({ payment_intent: intentId, limit: 100 })).data.map(toRefund),
    verify: (rawBody, signature) => {
      try {
        const { id, type, data } = stripe.webhooks.constructEvent(rawBody, signature, webhookSecret);
        return { id, type, ...subjectOf(data.object) };
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
          return null;
        throw error;
      }
    },
  };
}

const languages: Record<Locale, Stripe.Checkout.SessionCreateParams.Locale> = { ru: 'ru', en: 'en' };

function address(apiUrl: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const url = new URL(apiUrl);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return { host: url.hostname, port: url.port || (protocol === 'https' ? '443' : '80'), protocol };
}

function toCheckout(session: Stripe.Checkout.Session): Checkout {
  return {
    id: session.id,
    paymentId: session.client_reference_id,
    status: statusOf(session),
    paid: session.payment_status === 'paid',
    amount: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    url: session.url,
    intentId: idOf(session.payment_intent),
  };
}

const idOf = (expandable: string | { id: string } | null): string | null =>
  typeof expandable === 'object' ? (expandable?.id ?? null) : expandable;

const toRefund = (refund: Stripe.Refund): ProviderRefund => ({
  id: refund.id,
  refundId: refund.metadata?.['refund_id'] ?? null,
  amount: refund.amount,
  currency: refund.currency.toUpperCase(),
  status: refund.status === 'succeeded' ? 'succeeded' : isOver(refund.status) ? 'failed' : 'pending',
});

const isOver = (status: string | null): boolean => status === 'failed' || status === 'canceled';

/** What a notice is about: a checkout, or a charge whose refunds changed (`charge.refunded`, `refund.updated` and the like). */
function subjectOf(subject: { object: string; id?: string; payment_intent?: unknown }) {
  const { object, id = null, payment_intent: intent } = subject;
  const refunds = object === 'charge' || object === 'refund';
  return {
    checkoutId: object === 'checkout.session' ? id : null,
    intentId: refunds && typeof intent === 'string' ? intent : null,
  };
}

function statusOf(session: Stripe.Checkout.Session): Checkout['status'] {
  if (session.status === 'expired' || failedLater(session)) return 'expired';
  return session.status === 'complete' ? 'complete' : 'open';
}

/** A complete checkout whose bank refused afterwards (debits that take days): no money can come from it any more. */
function failedLater({ status, payment_status: paid, payment_intent: intent }: Stripe.Checkout.Session): boolean {
  if (status !== 'complete' || paid === 'paid' || typeof intent !== 'object' || intent === null) return false;
  return intent.status === 'requires_payment_method' || intent.status === 'canceled';
}

/** Unknown to the provider, e.g. made with a test key: nobody can pay it. */
const isUnknown = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

const gone = (id: string): Checkout => ({
  id,
  paymentId: null,
  status: 'expired',
  paid: false,
  amount: 0,
  currency: '',
  url: null,
  intentId: null,
});
