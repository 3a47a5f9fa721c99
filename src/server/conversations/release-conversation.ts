import { and, eq, isNull } from 'drizzle-orm';
import { assignments, conversations } from '#db/schema/conversations.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { addNote } from './add-note.ts';
import { announceToDesk } from './announce.ts';
import { postActivity } from './append-message.ts';
import { queues, type QueueKey } from './assignment.ts';
import { conversationHandedOff } from './conversation.events.ts';
import { answersCustomers } from './conversation.policy.ts';
import { getConversation, openAssignment } from './conversation.queries.ts';
import { getHeldConversation } from './held-conversation.ts';
import { nameHolder } from './post-message.ts';

/** Who may go on with a conversation its agent passes on. */
export const releases = ['queue', 'assistant'] as const;
export type ReleaseTo = (typeof releases)[number];

export interface ReleaseConversation {
  conversationId: string;
  to: ReleaseTo;
  /** For the colleagues: why, and what is left to do. */
  reason: string;
}

/**
 * The agent who holds a conversation passes it on: to the queue, with everything that was known, or back to the assistant, which
 * never takes it by itself. The reason becomes a note. A conversation with the customer's manager is not for the assistant.
 */
export async function releaseConversation(
  ctx: Ctx<UserViewer>,
  { conversationId, to, reason }: ReleaseConversation,
): Promise<Result<null>> {
  const conversation = await getHeldConversation(ctx, conversationId);
  const held = conversation && (await openAssignment(ctx.db.read, conversationId));
  if (!held) {
    const sees = answersCustomers(ctx.viewer) && (await getConversation(ctx, conversationId));
    return sees ? nameHolder(ctx, conversationId) : fail('not_found', 'error.notFound');
  }
  if (conversation.kind === 'manager') return fail('conflict', 'desk.release.error.manager');
  const t = wordsFor(ctx.viewer.locale);
  const text = t('desk.release.note', { to: t(`desk.release.${to}`).toLowerCase(), reason });
  const noted = await addNote(ctx, { conversationId, clientId: `release.${held.id}`, text });
  if (!noted.ok) return noted;
  const now = ctx.clock.now();
  const released = await ctx.db.write(async (tx) => {
    const ended = await tx
      .update(assignments)
      .set({ endedAt: now })
      .where(and(eq(assignments.id, held.id), eq(assignments.agentId, ctx.viewer.userId), isNull(assignments.endedAt)))
      .returning({ id: assignments.id });
    if (ended.length === 0) return false;
    await tx.update(conversations).set({ holder: to }).where(eq(conversations.id, conversationId));
    if (to === 'assistant') {
      await postActivity(ctx, tx, { conversationId, key: 'activity.backToAssistant' });
      return true;
    }
    const queue = queueIn(held.queue);
    await tx.insert(assignments).values({
      id: ctx.ids.next(),
      conversationId,
      queue,
      reason: held.reason,
      summary: held.summary && { ...held.summary },
      createdAt: now,
      promisedAt: held.promisedAt,
    });
    await postActivity(ctx, tx, { conversationId, key: 'activity.backToQueue' });
    await publish(ctx, tx, conversationHandedOff({ conversationId, queue }));
    return true;
  });
  if (released) announceToDesk(ctx, conversationId);
  return released ? ok(null) : nameHolder(ctx, conversationId);
}

const queueIn = (queue: string): QueueKey => queues.find((each) => each === queue) ?? 'general';
