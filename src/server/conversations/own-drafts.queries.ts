import { count, eq } from 'drizzle-orm';
import { conversationDrafts } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';

const own = ({ viewer }: Ctx<UserViewer>) => eq(conversationDrafts.userId, viewer.userId);

/** What the viewer has typed and not sent anywhere. */
export async function listDrafts(ctx: Ctx<UserViewer>): Promise<{ place: string; text: string; at: Date }[]> {
  const { place, body: text, updatedAt: at } = conversationDrafts;
  return ctx.db.read.select({ place, text, at }).from(conversationDrafts).where(own(ctx));
}

export async function countDrafts(ctx: Ctx<UserViewer>): Promise<number> {
  const [row] = await ctx.db.read.select({ drafts: count() }).from(conversationDrafts).where(own(ctx));
  return row?.drafts ?? 0;
}
