import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { prepared } from '#db/prepared.ts';
import { eventDeliveries, events } from '#db/schema/events.ts';
import type { Clock } from './clock.ts';
import type { DeliveredEvent, Subscription } from './events.ts';
import type { Logger } from './log.ts';

/** How long a delivery belongs to the process that took it; after a crash another takes it over. */
const LEASE_MS = 30_000;
const POLL_MS = 1_000;
const BATCH = 100;

const undispatched = prepared((db) =>
  db.select().from(events).where(isNull(events.dispatchedAt)).orderBy(asc(events.id)).limit(BATCH),
);
// A placeholder takes the stored form: milliseconds, not a Date.
const overdue = prepared((db) =>
  db
    .select({ eventId: eventDeliveries.eventId })
    .from(eventDeliveries)
    .where(lte(eventDeliveries.dueAt, sql.placeholder('now')))
    .limit(1),
);

interface Delivery {
  subscription: Subscription;
  event: DeliveredEvent<unknown>;
  attempts: number;
}

/**
 * Delivers committed events to subscribers: at least once, in order per subscriber, each subscriber on its own so that a slow
 * one (mail) does not hold up the others. What was not delivered when the process died is delivered by the next one.
 */
export class EventDispatcher {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #byType = new Map<string, Subscription[]>();
  readonly #byName = new Map<string, Subscription>();
  readonly #tails = new Map<string, Promise<void>>();
  readonly #leaseMs: number;
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
  }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    for (const subscription of options.subscriptions) {
      if (this.#byName.has(subscription.name)) throw new Error(`two subscribers are named ${subscription.name}`);
      this.#byName.set(subscription.name, subscription);
      this.#byType.set(subscription.type, [...(this.#byType.get(subscription.type) ?? []), subscription]);
    }
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

  /** Stops taking events and waits for those in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten();
    if (this.#timer) clearInterval(this.#timer);
    await this.#round;
    await Promise.all(this.#tails.values());
  }

  /** Resolves when everything published so far has been handed to its subscribers and they have ended. */
  async settled(): Promise<void> {
    for (;;) {
      if (!this.#round) this.poke();
      await this.#round;
      await Promise.all(this.#tails.values());
      if (!this.#round && (await undispatched(this.#db.read)).length === 0) return;
    }
  }

  async #look(): Promise<void> {
    if ((await undispatched(this.#db.read)).length > 0) this.#handOut(await this.#dispatch());
    if ((await overdue(this.#db.read, { now: this.#clock.now().getTime() })).length > 0)
      this.#handOut(await this.#claimOverdue());
  }

  /** New events get their delivery rows, already leased to this process. */
  async #dispatch(): Promise<Delivery[]> {
    const now = this.#clock.now();
    return this.#db.write(async (tx) => {
      const fresh = await tx
        .select()
        .from(events)
        .where(isNull(events.dispatchedAt))
        .orderBy(asc(events.id))
        .limit(BATCH);
      if (fresh.length === 0) return [];
      const deliveries = fresh.flatMap((event) =>
        (this.#byType.get(event.type) ?? []).map((subscription) => ({ subscription, event, attempts: 0 })),
      );
      if (deliveries.length > 0) {
        await tx.insert(eventDeliveries).values(
          deliveries.map(({ event, subscription }) => ({
            eventId: event.id,
            subscriber: subscription.name,
            dueAt: this.#leasedUntil(now),
          })),
        );
      }
      const ids = fresh.map((event) => event.id);
      await tx.update(events).set({ dispatchedAt: now }).where(inArray(events.id, ids));
      return deliveries;
    });
  }

  /** Deliveries that failed earlier, or whose process died, are taken again when they are due. */
  async #claimOverdue(): Promise<Delivery[]> {
    const now = this.#clock.now();
    const claimed = await this.#db.write((tx) =>
      tx
        .update(eventDeliveries)
        .set({ dueAt: this.#leasedUntil(now) })
        .where(lte(eventDeliveries.dueAt, now))
        .returning(),
    );
    const rows = claimed.length
      ? await this.#db.read
          .select()
          .from(events)
          .where(
            inArray(
              events.id,
              claimed.map((row) => row.eventId),
            ),
          )
      : [];
    const byId = new Map(rows.map((event) => [event.id, event]));
    return claimed
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
      .flatMap((row) => {
        const subscription = this.#byName.get(row.subscriber);
        const event = byId.get(row.eventId);
        return subscription && event ? [{ subscription, event, attempts: row.attempts }] : [];
      });
  }

  #leasedUntil(now: Date): Date {
    return new Date(now.getTime() + this.#leaseMs);
  }

  #handOut(deliveries: Delivery[]): void {
    for (const delivery of deliveries) {
      const { name } = delivery.subscription;
      const tail = (this.#tails.get(name) ?? Promise.resolve()).then(() => this.#deliver(delivery));
      this.#tails.set(name, tail);
    }
  }

  async #deliver({ subscription, event, attempts }: Delivery): Promise<void> {
    const row = and(eq(eventDeliveries.eventId, event.id), eq(eventDeliveries.subscriber, subscription.name));
    try {
      await subscription.handle(event);
      await this.#db.write((tx) =>
        tx.update(eventDeliveries).set({ deliveredAt: this.#clock.now(), dueAt: null, lastError: null }).where(row),
      );
    } catch (error) {
      this.#log.error(
        { err: error, event: event.id, type: event.type, subscriber: subscription.name },
        'a subscriber failed',
      );
      const dueAt = new Date(this.#clock.now().getTime() + Math.min(3_600_000, 1_000 * 4 ** attempts));
      await this.#db
        .write((tx) =>
          tx
            .update(eventDeliveries)
            .set({ attempts: attempts + 1, dueAt, lastError: error instanceof Error ? error.name : 'error' })
            .where(row),
        )
        .catch((lost: unknown) => {
          // The lease runs out by itself and the delivery is taken again.
          this.#log.error({ err: lost }, 'a failed delivery could not be noted');
        });
    }
  }
}
