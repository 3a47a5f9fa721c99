import type { Locale } from '#content/locales.ts';

/** What a payment provider knows of one checkout, read from the provider itself. */
export interface Checkout {
  id: string;
  /** Our payment id, as given when the checkout was started. */
  paymentId: string | null;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  /** Minor units and ISO 4217 code the provider charged or will charge. */
  amount: number;
  currency: string;
  url: string | null;
}

export interface StartCheckout {
  /** Also the idempotency key: starting twice gives the same checkout. */
  paymentId: string;
  amount: number;
  currency: string;
  description: string;
  email: string;
  successUrl: string;
  cancelUrl: string;
  locale: Locale;
}

/** A verified notice from the provider. Only a hint to look: see docs/decisions/015-payments-webhooks-are-hints.md. */
export interface PaymentNotice {
  id: string;
  type: string;
  checkoutId: string | null;
}

export interface Payments {
  readonly kind: 'stripe' | 'sandbox';
  /** Where the customer is sent to pay, for the form-action directive. */
  readonly checkoutOrigin: string;
  start(checkout: StartCheckout): Promise<Checkout>;
  get(checkoutId: string): Promise<Checkout>;
  /** Makes an open checkout unusable; harmless when it is over. */
  expire(checkoutId: string): Promise<void>;
  /** Null when the signature does not hold for this exact body. */
  verify(rawBody: string, signature: string): PaymentNotice | null;
}
