import type { Db } from '#db/client.ts';
import type { Clock } from './clock.ts';
import { EventDeliveries, MAX_ATTEMPTS, type Delivery } from './event-deliveries.ts';
import type { Subscription } from './events.ts';
import type { Logger } from './log.ts';

/** After this a subscriber that has not answered counts as failed, so that one hung call does not stop its queue. */
const TIMEOUT_MS = 60_000;
/** How long a delivery belongs to the process that took it: longer than it may take. After a crash another takes it over. */
const LEASE_MS = 75_000;
const POLL_MS = 1_000;

/**
 * Delivers committed events to subscribers: at least once, in order per subscriber, each subscriber on its own so that a slow
 * one (mail) does not hold up the others. What was not delivered when the process died is delivered by the next one.
 */
export class EventDispatcher {
  readonly #db: Db;
  readonly #log: Logger;
  readonly #deliveries: EventDeliveries;
  readonly #subscribers: readonly string[];
  /** Subscribers at work, each with one delivery in hand. */
  readonly #atWork = new Map<string, Promise<void>>();
  readonly #timeoutMs: number;
  #round: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;
  #unlisten: () => void = () => undefined;

  constructor(options: {
    db: Db;
    clock: Clock;
    log: Logger;
    subscriptions: readonly Subscription[];
    leaseMs?: number;
    timeoutMs?: number;
  }) {
    const byName = new Map<string, Subscription>();
    for (const subscription of options.subscriptions) {
      if (byName.has(subscription.name)) throw new Error(`two subscribers are named ${subscription.name}`);
      byName.set(subscription.name, subscription);
    }
    this.#db = options.db;
    this.#log = options.log;
    this.#subscribers = [...byName.keys()];
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#deliveries = new EventDeliveries(options.db, options.clock, options.leaseMs ?? LEASE_MS, byName);
  }

  start(): void {
    this.#unlisten = this.#db.onCommit(() => {
      this.poke();
    });
    this.#timer = setInterval(() => {
      this.poke();
    }, POLL_MS);
    this.#timer.unref();
    this.poke();
  }

  /** Looks for work now; cheap when there is none. */
  poke(): void {
    if (this.#stopped) return;
    if (this.#round) {
      this.#again = true;
      return;
    }
    this.#round = this.#look()
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'events could not be read');
      })
      .finally(() => {
        this.#round = null;
        if (this.#again) {
          this.#again = false;
          this.poke();
        }
      });
  }

  /** Stops taking events and waits for those in hand; what is queued is left to the next process. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten();
    if (this.#timer) clearInterval(this.#timer);
    await this.#round;
    await Promise.all(this.#atWork.values());
  }

  /** Resolves when everything published so far has been handed to its subscribers and they have ended. */
  async settled(): Promise<void> {
    while (!this.#stopped) {
      // While a round runs, a poke would ask for yet another one after it, and so on.
      if (!this.#round) this.poke();
      await this.#round;
      await Promise.all(this.#atWork.values());
      const busy = this.#round !== null || this.#atWork.size > 0;
      if (!busy && !(await this.#deliveries.waitFor(this.#subscribers))) return;
    }
  }

  #idle(): string[] {
    return this.#subscribers.filter((name) => !this.#atWork.has(name));
  }

  async #look(): Promise<void> {
    while (!this.#stopped && (await this.#deliveries.waitFor(this.#idle()))) {
      for (const delivery of await this.#deliveries.take(this.#idle())) this.#putToWork(delivery);
    }
  }

  #putToWork(first: Delivery): void {
    const { name } = first.subscription;
    const work = this.#deliverFrom(first).finally(() => {
      this.#atWork.delete(name);
      // Something may have come for it since it last asked.
      this.poke();
    });
    this.#atWork.set(name, work);
  }

  /** One subscriber, one delivery after another until nothing waits for it. */
  async #deliverFrom(first: Delivery): Promise<void> {
    for (let delivery: Delivery | null = first; delivery && !this.#stopped;) {
      const failure = await this.#deliver(delivery);
      if (failure) this.#report(delivery, failure);
      try {
        delivery = await this.#deliveries.settle(delivery, failure, () => this.#stopped);
      } catch (error) {
        // The lease runs out by itself and the delivery is taken again.
        this.#log.error({ err: error }, 'how a delivery ended could not be noted');
        return;
      }
    }
  }

  async #deliver({ subscription, event }: Delivery): Promise<Error | null> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new DOMException(`no answer within ${this.#timeoutMs} ms`, 'TimeoutError'));
    }, this.#timeoutMs);
    try {
      await Promise.race([subscription.handle(event), late.promise]);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error('a subscriber failed', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  #report({ subscription, event, attempts }: Delivery, failure: Error): void {
    const message =
      attempts + 1 < MAX_ATTEMPTS ? 'a subscriber failed' : 'a subscriber failed too often and is not asked again';
    this.#log.error({ err: failure, event: event.id, type: event.type, subscriber: subscription.name }, message);
  }
}
