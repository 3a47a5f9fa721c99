import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { preparedOne } from '#db/prepared.ts';
import { eventDeliveries, events } from '#db/schema/events.ts';
import type { Tx } from '#db/write.ts';
import type { Clock } from './clock.ts';
import type { DeliveredEvent, Subscription } from './events.ts';

/** New events that get their delivery rows in one transaction; every other write of the process waits for it. */
const BATCH = 100;
/** About four days, as mail servers do: longer than a weekend without the other side. */
export const MAX_ATTEMPTS = 100;

export interface Delivery {
  subscription: Subscription;
  event: DeliveredEvent<unknown>;
  attempts: number;
  /** Until then it belongs to the process that took it; also the sign that it still does. */
  leasedUntil: Date;
}

// A placeholder takes the stored form: milliseconds, not a Date.
const somethingWaits = preparedOne((db) =>
  db
    .select({
      yes: sql<number>`EXISTS (SELECT 1 FROM events WHERE dispatched_at IS NULL) OR EXISTS (
        SELECT 1 FROM json_each(${sql.placeholder('subscribers')}) AS idle
        JOIN event_deliveries AS delivery ON delivery.subscriber = idle.value AND delivery.due_at <= ${sql.placeholder('now')})`,
    })
    .from(sql`(SELECT 1)`),
);

const findNext = preparedOne((db) =>
  db
    .select({ event: events, attempts: eventDeliveries.attempts })
    .from(eventDeliveries)
    .innerJoin(events, eq(events.id, eventDeliveries.eventId))
    .where(
      and(
        eq(eventDeliveries.subscriber, sql.placeholder('subscriber')),
        sql`${eventDeliveries.dueAt} <= ${sql.placeholder('now')}`,
      ),
    )
    .orderBy(asc(eventDeliveries.dueAt), asc(eventDeliveries.eventId))
    .limit(1),
);

/**
 * Who has been told what: the rows behind the dispatcher. A delivery is leased at the moment a subscriber is ready for it and
 * one at a time, so a long queue cannot outlive its leases and be delivered again.
 */
export class EventDeliveries {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #leaseMs: number;
  readonly #byName: ReadonlyMap<string, Subscription>;
  readonly #byType = new Map<string, Subscription[]>();

  constructor(db: Db, clock: Clock, leaseMs: number, byName: ReadonlyMap<string, Subscription>) {
    this.#db = db;
    this.#clock = clock;
    this.#leaseMs = leaseMs;
    this.#byName = byName;
    for (const subscription of byName.values()) {
      this.#byType.set(subscription.type, [...(this.#byType.get(subscription.type) ?? []), subscription]);
    }
  }

  /** Whether an event is new, or one of these subscribers has something to do. One cheap read. */
  async waitFor(subscribers: readonly string[]): Promise<boolean> {
    const now = this.#clock.now().getTime();
    const found = await somethingWaits(this.#db.read, { subscribers: JSON.stringify(subscribers), now });
    return found?.yes === 1;
  }

  /** Gives new events their delivery rows and takes the next delivery, if any, of each of these subscribers. */
  async take(subscribers: readonly string[]): Promise<Delivery[]> {
    return this.#db.write(async (tx) => {
      await this.#dispatch(tx);
      const taken: Delivery[] = [];
      for (const subscriber of subscribers) {
        const next = await this.#takeNext(tx, subscriber);
        if (next) taken.push(next);
      }
      return taken;
    });
  }

  /** Notes how a delivery ended and takes the subscriber's next one in the same transaction, unless it should rest. */
  async settle(delivery: Delivery, failure: Error | null, rests: () => boolean): Promise<Delivery | null> {
    const { name } = delivery.subscription;
    const row = and(eq(eventDeliveries.eventId, delivery.event.id), eq(eventDeliveries.subscriber, name));
    return this.#db.write(async (tx) => {
      const now = this.#clock.now();
      if (failure) {
        await tx
          .update(eventDeliveries)
          .set({ attempts: delivery.attempts + 1, dueAt: nextTry(delivery, now), lastError: failure.name })
          // Whoever took it over meanwhile says how it ended.
          .where(and(row, eq(eventDeliveries.dueAt, delivery.leasedUntil)));
      } else {
        await tx.update(eventDeliveries).set({ deliveredAt: now, dueAt: null, lastError: null }).where(row);
      }
      return rests() ? null : this.#takeNext(tx, name);
    });
  }

  async #dispatch(tx: Tx): Promise<void> {
    const fresh = await tx
      .select({ id: events.id, type: events.type })
      .from(events)
      .where(isNull(events.dispatchedAt))
      .orderBy(asc(events.id))
      .limit(BATCH);
    if (fresh.length === 0) return;
    const now = this.#clock.now();
    const rows = fresh.flatMap(({ id, type }) =>
      (this.#byType.get(type) ?? []).map(({ name }) => ({ eventId: id, subscriber: name, dueAt: now })),
    );
    if (rows.length > 0) await tx.insert(eventDeliveries).values(rows);
    const ids = fresh.map(({ id }) => id);
    await tx.update(events).set({ dispatchedAt: now }).where(inArray(events.id, ids));
  }

  async #takeNext(tx: Tx, subscriber: string): Promise<Delivery | null> {
    const now = this.#clock.now();
    const subscription = this.#byName.get(subscriber);
    const next = await findNext(tx, { subscriber, now: now.getTime() });
    if (!subscription || !next) return null;
    const leasedUntil = new Date(now.getTime() + this.#leaseMs);
    await tx
      .update(eventDeliveries)
      .set({ dueAt: leasedUntil })
      .where(and(eq(eventDeliveries.eventId, next.event.id), eq(eventDeliveries.subscriber, subscriber)));
    return { subscription, event: next.event, attempts: next.attempts, leasedUntil };
  }
}

/** 1, 4, 16 … seconds later, at most an hour; null when it has been tried often enough. */
function nextTry({ attempts }: Delivery, now: Date): Date | null {
  if (attempts + 1 >= MAX_ATTEMPTS) return null;
  return new Date(now.getTime() + Math.min(3_600_000, 1_000 * 4 ** attempts));
}
