import { and, eq, isNull, ne } from 'drizzle-orm';
import { assignments, conversations, conversationTopics } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announceToDesk } from './announce.ts';
import { postActivity } from './append-message.ts';
import { conversationResolved } from './conversation.events.ts';
import { canTakeConversation } from './conversation.policy.ts';
import { getConversation, openAssignment } from './conversation.queries.ts';
import { nameHolder } from './post-message.ts';

/**
 * Ends a conversation with one or more topics: the agent who holds it, or the assistant (system) while it does. When the
 * person writes again it opens again. A repeat changes nothing.
 */
export async function resolveConversation(
  ctx: Ctx,
  { conversationId, topics }: { conversationId: string; topics: readonly string[] },
): Promise<Result<null>> {
  const { viewer } = ctx;
  const conversation = await getConversation(ctx, conversationId);
  if (!conversation) return fail('not_found', 'error.notFound');
  if (viewer.kind !== 'system' && !canTakeConversation(viewer, conversation))
    return fail('not_found', 'error.notFound');
  const unique = [...new Set(topics)];
  if (unique.length === 0) {
    return fail('invalid_input', 'conversation.topicRequired', { fields: { topics: 'conversation.topicRequired' } });
  }
  if (conversation.status === 'resolved') return ok(null);
  const agentId = viewer.kind === 'user' ? viewer.userId : null;
  const name = viewer.kind === 'user' ? viewer.name : 'none';
  const now = ctx.clock.now();
  const resolved = await ctx.db.write(async (tx) => {
    if (((await openAssignment(tx, conversationId))?.agentId ?? null) !== agentId) return false;
    const holder = eq(conversations.holder, agentId === null ? 'assistant' : 'agent');
    const moved = await tx
      .update(conversations)
      .set({ status: 'resolved', resolvedAt: now })
      .where(and(eq(conversations.id, conversationId), ne(conversations.status, 'resolved'), holder))
      .returning({ id: conversations.id });
    if (moved.length === 0) return false;
    await tx
      .update(assignments)
      .set({ endedAt: now })
      .where(and(eq(assignments.conversationId, conversationId), isNull(assignments.endedAt)));
    await tx.delete(conversationTopics).where(eq(conversationTopics.conversationId, conversationId));
    await tx.insert(conversationTopics).values(unique.map((topic) => ({ conversationId, topic })));
    await postActivity(ctx, tx, { conversationId, key: 'activity.resolved', values: { name } });
    await publish(ctx, tx, conversationResolved({ conversationId, topics: unique }));
    return true;
  });
  if (!resolved) return nameHolder(ctx, conversationId);
  announceToDesk(ctx, conversationId);
  return ok(null);
}
