import { and, eq, isNull } from 'drizzle-orm';
import { assignments, conversations } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import { getPerson, type UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announceToDesk } from './announce.ts';
import { postActivity } from './append-message.ts';
import { conversationTaken } from './conversation.events.ts';
import { canTakeConversation } from './conversation.policy.ts';
import { getConversation, openAssignment } from './conversation.queries.ts';
import { nameHolder } from './post-message.ts';

/** An agent takes a waiting conversation. Of two who try, the guarded update lets one through; the other learns whose it is. */
export async function takeConversation(
  ctx: Ctx<UserViewer>,
  { conversationId }: { conversationId: string },
): Promise<Result<null>> {
  const conversation = await getConversation(ctx, conversationId);
  if (!conversation || !canTakeConversation(ctx.viewer, conversation)) return fail('not_found', 'error.notFound');
  const { userId: agentId, name } = ctx.viewer;
  const title = (await getPerson(ctx.db.read, agentId))?.title ?? 'none';
  const taken = await ctx.db.write(async (tx) => {
    const moved = await tx
      .update(conversations)
      .set({ holder: 'agent' })
      .where(
        and(eq(conversations.id, conversationId), eq(conversations.holder, 'queue'), eq(conversations.status, 'open')),
      )
      .returning({ id: conversations.id });
    if (moved.length === 0) return false;
    await tx
      .update(assignments)
      .set({ agentId, takenAt: ctx.clock.now() })
      .where(and(eq(assignments.conversationId, conversationId), isNull(assignments.endedAt)));
    await postActivity(ctx, tx, { conversationId, key: 'activity.agentJoined', values: { name, title } });
    await publish(ctx, tx, conversationTaken({ conversationId, agentId }));
    return true;
  });
  if (taken) {
    announceToDesk(ctx, conversationId);
    return ok(null);
  }
  const held = await openAssignment(ctx.db.read, conversationId);
  return held?.agentId === agentId ? ok(null) : nameHolder(ctx, conversationId);
}
