import { dayIn } from '#content/format.ts';
import type { Ctx } from '#server/context.ts';
import { COMPANY_TIME_ZONE } from '#server/platform/company-day.ts';

const DAY_MS = 86_400_000;

/** The story is told relative to today, so that the demo is never stale: days before and after, and a clock turned back. */
export function storyTime(ctx: Ctx) {
  const now = ctx.clock.now();
  const instant = (days: number): Date => new Date(now.getTime() + days * DAY_MS);
  return {
    /** `day(-7)` is a week ago, as `YYYY-MM-DD`. */
    day: (days: number): string => dayIn(instant(days), COMPANY_TIME_ZONE),
    /** The same context when it was `days` from now (negative: before) at about `hour` in UTC. */
    on: (days: number, hour = 9): Ctx => {
      const then = instant(days);
      then.setUTCHours(hour, 5 + ((Math.abs(days) * 7) % 50), 0, 0);
      const at = then < now ? then : new Date(now.getTime() - 60_000);
      return { ...ctx, clock: { now: () => at } };
    },
  };
}

export type StoryTime = ReturnType<typeof storyTime>;
