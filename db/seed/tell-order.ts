import { must } from './must.ts';
import type { StoryTime } from './story-time.ts';
import { recordOrderEvent, type NewOrderEvent } from '#server/orders/index.ts';

/** Tells what happened to an order: each event so many days from now (negative: before). */
export async function tellOrder(
  time: StoryTime,
  number: string,
  events: readonly [days: number, event: NewOrderEvent][],
): Promise<void> {
  for (const [days, event] of events) must(await recordOrderEvent(time.on(days), { number, event }));
}
