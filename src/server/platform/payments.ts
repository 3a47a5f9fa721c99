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
  /** The provider's id of the charge, once there is one: refunds go through it. */
  intentId: string | null;
}

export interface StartCheckout {
  /** Also the idempotency key: starting twice gives the same checkout. */
  paymentId: string;
  currency: string;
  /** One for each invoice, in minor units; the charge is their sum. */
  lines: readonly { amount: number; description: string }[];
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
  /** The charge whose refunds changed. */
  intentId: string | null;
}

/** A refund as the provider itself tells it. */
export interface ProviderRefund {
  /** Null when the provider refused to make it. */
  id: string | null;
  /** Our refund id, when it was asked for by us. */
  refundId: string | null;
  amount: number;
  currency: string;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface Payments {
  readonly kind: 'stripe' | 'sandbox';
  /** Where the customer is sent to pay, for the form-action directive. */
  readonly checkoutOrigin: string;
  start(checkout: StartCheckout): Promise<Checkout>;
  get(checkoutId: string): Promise<Checkout>;
  /** Makes an open checkout unusable; harmless when it is over. */
  expire(checkoutId: string): Promise<void>;
  /** Gives money of a charge back. `refundId` is the idempotency key: asking twice gives the same refund. */
  refund(asked: { refundId: string; intentId: string; amount: number }): Promise<ProviderRefund>;
  /** Every refund of a charge, also those made in the provider's own panel. */
  refundsOf(intentId: string): Promise<ProviderRefund[]>;
  /** Null when the signature does not hold for this exact body. */
  verify(rawBody: string, signature: string): PaymentNotice | null;
}
