import { randomBytes } from 'node:crypto';

/** The part of Stripe's Checkout Session that matters here, under Stripe's own names. Amounts in minor units. */
export interface CheckoutSession {
  id: string;
  object: 'checkout.session';
  mode: 'payment';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  amount_subtotal: number;
  amount_total: number;
  /** ISO 4217 in lower case, as Stripe writes it. */
  currency: string;
  client_reference_id: string | null;
  metadata: Record<string, string>;
  customer_email: string | null;
  payment_intent: string | null;
  success_url: string;
  cancel_url: string | null;
  locale: string | null;
  /** Null once the session is over. */
  url: string | null;
  created: number;
  expires_at: number;
  livemode: false;
}

export interface SessionLine {
  description: string;
  /** Minor units. */
  amount: number;
}

export interface Stored {
  session: CheckoutSession;
  lines: SessionLine[];
}

interface Remembered {
  request: string;
  id: string;
}

const LIVES_S = 24 * 3600;
const seconds = (): number => Math.floor(Date.now() / 1000);

/** Sessions in memory, with idempotency keys: the same key and request give the same session. */
export class SessionStore {
  readonly #sessions = new Map<string, Stored>();
  readonly #keys = new Map<string, Remembered>();
  readonly #publicOrigin: string;
  readonly #onExpired: (session: CheckoutSession) => void;

  constructor(publicOrigin: string, onExpired: (session: CheckoutSession) => void) {
    this.#publicOrigin = publicOrigin;
    this.#onExpired = onExpired;
  }

  /** The id of what an earlier request under this key made; `conflict` when that request was another one. */
  remembered(key: string, request: string): { id: string } | 'conflict' | null {
    const known = this.#keys.get(key);
    if (!known) return null;
    return known.request === request ? { id: known.id } : 'conflict';
  }

  remember(key: string, request: string, id: string): void {
    this.#keys.set(key, { request, id });
  }

  create(
    fields: Omit<CheckoutSession, keyof typeof fresh | 'id' | 'url' | 'created' | 'expires_at'>,
    lines: SessionLine[],
  ): CheckoutSession {
    const id = `cs_test_${randomBytes(24).toString('hex')}`;
    const created = seconds();
    const session: CheckoutSession = {
      ...fresh,
      ...fields,
      id,
      url: `${this.#publicOrigin}/pay/${id}`,
      created,
      expires_at: created + LIVES_S,
    };
    this.#sessions.set(id, { session, lines });
    return session;
  }

  find(id: string): Stored | null {
    const stored = this.#sessions.get(id) ?? null;
    if (stored?.session.status === 'open' && stored.session.expires_at <= seconds()) this.expire(stored.session);
    return stored;
  }

  byIntent(intent: string): CheckoutSession | null {
    for (const { session } of this.#sessions.values()) if (session.payment_intent === intent) return session;
    return null;
  }

  /** False when the session is over already. */
  complete(session: CheckoutSession): boolean {
    if (session.status !== 'open') return false;
    session.status = 'complete';
    session.payment_status = 'paid';
    session.payment_intent = `pi_${session.id.slice(-24)}`;
    session.url = null;
    return true;
  }

  expire(session: CheckoutSession): boolean {
    if (session.status !== 'open') return false;
    session.status = 'expired';
    session.url = null;
    this.#onExpired(session);
    return true;
  }
}

const fresh = {
  object: 'checkout.session',
  mode: 'payment',
  status: 'open',
  payment_status: 'unpaid',
  payment_intent: null,
  livemode: false,
} as const;
