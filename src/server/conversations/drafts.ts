import { and, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { conversationDrafts } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { getConversation } from './conversation.queries.ts';
import { MESSAGE_LIMIT } from './message.ts';

/** Where a draft belongs: a conversation, or one that is yet to be started. */
export const NEW_CONVERSATION = 'new';

const findDraft = preparedOne((db) =>
  db
    .select({ body: conversationDrafts.body })
    .from(conversationDrafts)
    .where(
      and(
        eq(conversationDrafts.userId, sql.placeholder('userId')),
        eq(conversationDrafts.place, sql.placeholder('place')),
      ),
    ),
);

/** What the viewer typed there and has not sent; empty when nothing. */
export async function getDraft(ctx: Ctx<UserViewer>, place: string): Promise<string> {
  return (await findDraft(ctx.db.read, { userId: ctx.viewer.userId, place }))?.body ?? '';
}

/** Keeps what the viewer has typed, per person and conversation; an empty text forgets it. */
export async function saveDraft(
  ctx: Ctx<UserViewer>,
  { place, text }: { place: string; text: string },
): Promise<Result<null>> {
  if (place !== NEW_CONVERSATION && !(await getConversation(ctx, place))) return fail('not_found', 'error.notFound');
  const body = text.slice(0, MESSAGE_LIMIT);
  const { userId } = ctx.viewer;
  const updatedAt = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    if (body.trim() === '') {
      await forgetDraft(tx, userId, place);
      return;
    }
    await tx
      .insert(conversationDrafts)
      .values({ userId, place, body, updatedAt })
      .onConflictDoUpdate({
        target: [conversationDrafts.userId, conversationDrafts.place],
        set: { body, updatedAt },
      });
  });
  return ok(null);
}

/** Words that could not be sent join the draft, once. */
export async function keepAsDraft(
  ctx: Ctx<UserViewer>,
  { place, text }: { place: string; text: string },
): Promise<Result<null>> {
  const before = await getDraft(ctx, place);
  const words = text.trim();
  if (before.includes(words)) return ok(null);
  return saveDraft(ctx, { place, text: before === '' ? words : `${before}\n${words}` });
}

/** What was sent is no draft any more: in the transaction that sends it. */
export async function forgetDraft(tx: Tx, userId: string, place: string): Promise<void> {
  await tx
    .delete(conversationDrafts)
    .where(and(eq(conversationDrafts.userId, userId), eq(conversationDrafts.place, place)));
}
