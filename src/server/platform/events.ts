import { and, eq, inArray, isNotNull, lte, notExists, or } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { deleteInPortions } from '#db/prune.ts';
import { eventDeliveries, events } from '#db/schema/events.ts';
import type { Tx } from '#db/write.ts';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FINISHED_LIVES_MS = 30 * DAY_MS;
/** What nobody took, e.g. because its subscriber was removed. */
const WAITING_LIVES_MS = 90 * DAY_MS;

export interface DomainEvent<P = unknown> {
  type: string;
  payload: P;
}

/** A kind of fact, `noun.verbed`; calling it makes an event of that kind. */
export interface EventType<P> {
  readonly type: string;
  (payload: P): DomainEvent<P>;
}

export interface DeliveredEvent<P> extends DomainEvent<P> {
  /** Unique: the idempotency key of everything a subscriber does about it. */
  id: string;
  createdAt: Date;
}

/** Declares a kind of event. Payloads are JSON: ids and plain values, never personal text. */
export function defineEvent<P>(type: `${string}.${string}`): EventType<P> {
  return Object.assign((payload: P): DomainEvent<P> => ({ type, payload }), { type });
}

/** One reaction to one kind of event. Runs at least once per event after its commit, so it must be idempotent. */
export interface Subscription {
  type: string;
  /** `module.verb`, unique and stable: it is stored. */
  name: string;
  handle(event: DeliveredEvent<unknown>): Promise<void>;
}

export const subscribe = <P>(
  event: EventType<P>,
  name: string,
  handle: (event: DeliveredEvent<P>) => Promise<void>,
): Subscription => ({ type: event.type, name, handle: (delivered) => handle(delivered as DeliveredEvent<P>) });

/** Writes an event in the transaction that makes it true. Subscribers hear of it after the commit (event-dispatcher.ts). */
export async function publish(ctx: { ids: Ids; clock: Clock }, tx: Tx, event: DomainEvent): Promise<void> {
  await tx
    .insert(events)
    .values({ id: ctx.ids.next(), type: event.type, payload: event.payload, createdAt: ctx.clock.now() });
}

/** Forgets events that everybody has heard of a month ago, and those that nobody took for three. Run now and then. */
export async function pruneEvents(ctx: { db: Db; clock: Clock }): Promise<void> {
  const now = ctx.clock.now().getTime();
  await deleteInPortions(ctx.db, (tx, limit) => {
    const waiting = tx
      .select({ id: eventDeliveries.eventId })
      .from(eventDeliveries)
      .where(and(eq(eventDeliveries.eventId, events.id), isNotNull(eventDeliveries.dueAt)));
    const finished = and(
      lte(events.createdAt, new Date(now - FINISHED_LIVES_MS)),
      isNotNull(events.dispatchedAt),
      notExists(waiting),
    );
    const old = tx
      .select({ id: events.id })
      .from(events)
      .where(or(finished, lte(events.createdAt, new Date(now - WAITING_LIVES_MS))))
      .limit(limit);
    return tx.delete(events).where(inArray(events.id, old)).returning({ id: events.id });
  });
}
