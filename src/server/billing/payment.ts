import type { Checkout } from '../platform/payments.ts';

/**
 * What a checkout, as the provider itself tells it, means for a payment of ours. Pure: a notice only makes us look.
 * `paid` money came in · `mismatch` money came in, but not this payment's · `closed` it can never come in any more ·
 * `waiting` it still may.
 */
export type Decision = 'paid' | 'mismatch' | 'closed' | 'waiting';

export function decide(payment: { id: string; amount: number; currency: string }, checkout: Checkout): Decision {
  if (checkout.paid) {
    const ours = checkout.paymentId === payment.id;
    return ours && checkout.amount === payment.amount && checkout.currency === payment.currency ? 'paid' : 'mismatch';
  }
  return checkout.status === 'expired' ? 'closed' : 'waiting';
}
