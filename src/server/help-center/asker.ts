import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';

const DAY_MS = 86_400_000;

/**
 * Somebody, for a day: HMAC-SHA-256 of the day and what tells people apart, shortened to 132 bits. Nobody can be followed from one
 * day to the next, nor found out from what is kept.
 * @param mark what tells people apart now: a user, or network and browser of a visitor; never stored
 */
export const askerOf = (ctx: Pick<Ctx, 'platform' | 'clock'>, mark: string): string =>
  askerOn(ctx, companyDay(ctx.clock), mark);

/** The same person on today's and the days before, for what may have begun there. */
export const askersOf = (ctx: Pick<Ctx, 'platform' | 'clock'>, mark: string, days: number): string[] =>
  Array.from({ length: days + 1 }, (_, back) => {
    const clock = { now: () => new Date(ctx.clock.now().getTime() - back * DAY_MS) };
    return askerOn(ctx, companyDay(clock), mark);
  });

const askerOn = ({ platform }: Pick<Ctx, 'platform'>, day: string, mark: string): string =>
  platform.vault.token('help asker', `${day} ${mark}`).slice(0, 22);
