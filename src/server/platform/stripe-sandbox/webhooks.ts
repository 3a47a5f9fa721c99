import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CheckoutSession } from './session-store.ts';

/** What can go wrong with notices, for tests. Everything is off at first. */
export interface Switches {
  /** How often each event is delivered, under the same id. */
  copies: number;
  /** Milliseconds before the first delivery. */
  delayMs: number;
  /** Nothing is delivered until `release()`, and then the newest first. */
  hold: boolean;
  /** Nothing is delivered at all, as when the network is down for long. */
  silent: boolean;
  /** Signed with another secret. */
  wrongSignature: boolean;
  /** How refunds go: at once, or only when `endRefunds` is called. */
  refunds: 'at once' | 'later';
  /** What is off by one: the notice's copy of the session, or the session itself. */
  wrongAmount: 'notice' | 'session' | null;
}

export const quiet = (): Switches => ({
  copies: 1,
  delayMs: 0,
  hold: false,
  silent: false,
  wrongSignature: false,
  refunds: 'at once',
  wrongAmount: null,
});

interface Options {
  url: string;
  secret: string;
  /** Waits between tries until the receiver answers 2xx. */
  retryDelaysMs: readonly number[];
  switches: Switches;
}

/** Sends signed events to the application as Stripe does: `Stripe-Signature: t=…,v1=HMAC-SHA256(secret, "t.body")`. */
export class WebhookSender {
  readonly #options: Options;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #held: string[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  send(type: string, session: CheckoutSession): void {
    const { switches } = this.#options;
    const amount = session.amount_total + (switches.wrongAmount === 'notice' ? 1 : 0);
    this.tell(type, { ...session, amount_total: amount });
  }

  /** Of any object, as it stands now. */
  tell(type: string, object: object): void {
    const { switches } = this.#options;
    const body = JSON.stringify({
      id: `evt_${randomBytes(12).toString('hex')}`,
      object: 'event',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      type,
      data: { object },
    });
    if (switches.silent) return;
    if (switches.hold) this.#held.push(body);
    else this.#start(body);
  }

  /** Delivers what `hold` kept back, the newest first. */
  release(): void {
    const held = this.#held.reverse();
    this.#held = [];
    for (const body of held) this.#start(body);
  }

  /** Resolves when every delivery begun so far has been accepted or given up. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  #start(body: string): void {
    const work = this.#deliver(body).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #deliver(body: string): Promise<void> {
    const { switches, retryDelaysMs } = this.#options;
    for (let copy = 0; copy < switches.copies; copy++) {
      for (const delay of [switches.delayMs, ...retryDelaysMs]) {
        if (!(await this.#pause(delay)) || (await this.#post(body))) break;
      }
    }
  }

  /** False when the sandbox is being closed. */
  #pause(ms: number): Promise<boolean> {
    return wait(ms, true, { signal: this.#stop.signal, ref: false }).catch(() => false);
  }

  async #post(body: string): Promise<boolean> {
    const { url, secret, switches } = this.#options;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'stripe-signature': sign(body, switches.wrongSignature ? `${secret}x` : secret),
        },
        body,
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(10_000)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

export function sign(body: string, secret: string): string {
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
}
