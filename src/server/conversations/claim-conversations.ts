import { and, eq, isNull } from 'drizzle-orm';
import { conversations } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import { isCustomer } from '../identity/index.ts';

/**
 * Gives a customer who has just signed in the conversations this browser held before. From then on only the account opens
 * them. Staff are left out: one browser may try both sides.
 */
export async function claimConversations(ctx: Ctx): Promise<{ claimed: number }> {
  const { viewer } = ctx;
  if (!isCustomer(viewer) || viewer.visitorHash === null) return { claimed: 0 };
  const { userId, customerId, visitorHash } = viewer;
  const claimed = await ctx.db.write((tx) =>
    tx
      .update(conversations)
      .set({ userId, customerId, contact: null })
      .where(and(eq(conversations.visitorHash, visitorHash), isNull(conversations.userId)))
      .returning({ id: conversations.id }),
  );
  return { claimed: claimed.length };
}
