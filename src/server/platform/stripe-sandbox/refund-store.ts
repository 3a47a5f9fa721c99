import { randomBytes } from 'node:crypto';

/** The part of Stripe's Refund that matters here, under Stripe's own names. Amounts in minor units. */
export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  /** ISO 4217 in lower case, as Stripe writes it. */
  currency: string;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  metadata: Record<string, string>;
  created: number;
}

/** Refunds in memory: never more than was charged. */
export class RefundStore {
  readonly #refunds = new Map<string, Refund>();

  /** Null when not that much of the charge is left. */
  create(
    fields: Pick<Refund, 'amount' | 'currency' | 'payment_intent' | 'metadata' | 'status'>,
    charged: number,
  ): Refund | null {
    const given = this.of(fields.payment_intent)
      .filter(({ status }) => status !== 'failed' && status !== 'canceled')
      .reduce((sum, { amount }) => sum + amount, 0);
    if (given + fields.amount > charged) return null;
    const id = `re_${randomBytes(12).toString('hex')}`;
    const refund: Refund = { id, object: 'refund', ...fields, created: Math.floor(Date.now() / 1000) };
    this.#refunds.set(id, refund);
    return refund;
  }

  find(id: string): Refund | null {
    return this.#refunds.get(id) ?? null;
  }

  of(intent: string): Refund[] {
    return [...this.#refunds.values()].filter((refund) => refund.payment_intent === intent);
  }

  /** Those that are still on their way, e.g. to be ended one way or the other. */
  pending(): Refund[] {
    return [...this.#refunds.values()].filter(({ status }) => status === 'pending');
  }
}
