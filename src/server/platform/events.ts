import type { Tx } from '#db/write.ts';
import { events } from '#db/schema/events.ts';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

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
