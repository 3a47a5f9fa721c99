import { and, isNotNull, lt } from 'drizzle-orm';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import type { Ctx } from '../context.ts';
import { LONGEST_WINDOW_DAYS } from './feedback-settings.ts';

const DAY_MS = 86_400_000;

/** Forgets which votes came from one network, once no window reaches back to them. */
export async function forgetVoteNetworks(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - LONGEST_WINDOW_DAYS * DAY_MS);
  await ctx.db.write((tx) =>
    tx
      .update(articleVotes)
      .set({ network: null })
      .where(and(isNotNull(articleVotes.network), lt(articleVotes.updatedAt, before))),
  );
}
