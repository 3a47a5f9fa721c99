import { and, eq } from 'drizzle-orm';
import { assignments, conversations } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { readContact } from '../platform/read-contact.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announceToDesk } from './announce.ts';
import { postActivity } from './append-message.ts';
import type { AssignmentSummary, QueueKey } from './assignment.ts';
import { subjectOf } from './conversation.ts';
import { aboutConversation, conversationHandedOff, requestAccepted } from './conversation.events.ts';
import { answersCustomers } from './conversation.policy.ts';
import { storeContact } from './keep-contact.ts';
import { nextOpening } from './support-hours.ts';

export interface HandOff {
  conversationId: string;
  queue: QueueKey;
  /** Why, as a word key. */
  reason: AssignmentSummary['reason'];
  summary: AssignmentSummary;
}

/**
 * Moves a conversation from the assistant to a queue of people, with what the assistant knew. From then on the assistant is
 * silent. Out of hours it becomes a request, with a promise of when it is answered. `handedOff: false` when it was with people already (a repeat).
 */
export async function handOff(ctx: Ctx, input: HandOff): Promise<Result<{ handedOff: boolean }>> {
  const { conversationId, summary } = input;
  if (ctx.viewer.kind !== 'system' && !answersCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const handedOff = await ctx.db.write(async (tx) => {
    const moved = await tx
      .update(conversations)
      .set({ holder: 'queue', subject: summary.scenario?.title ?? subjectOf(summary.request) })
      .where(
        and(
          eq(conversations.id, conversationId),
          eq(conversations.holder, 'assistant'),
          eq(conversations.status, 'open'),
        ),
      )
      .returning({ id: conversations.id });
    if (moved.length === 0) return false;
    await assign(ctx, tx, input);
    return true;
  });
  if (handedOff) announceToDesk(ctx, conversationId);
  return ok({ handedOff });
}

async function assign(
  ctx: Ctx,
  tx: Tx,
  { conversationId, queue, reason, summary, contact }: HandOff & { contact?: string | null | undefined },
): Promise<void> {
  const now = ctx.clock.now();
  const promisedAt = nextOpening(now);
  await tx.insert(assignments).values({
    id: ctx.ids.next(),
    conversationId,
    queue,
    reason,
    summary: { ...summary },
    createdAt: now,
    promisedAt,
  });
  await postActivity(ctx, tx, { conversationId, key: 'activity.handedOff', values: { queue } });
  await publish(ctx, tx, conversationHandedOff({ conversationId, queue }));
  if (promisedAt === null) return;
  const [conversation] = await tx.select().from(conversations).where(eq(conversations.id, conversationId));
  if (!conversation) return;
  const about = aboutConversation(conversation);
  await publish(ctx, tx, requestAccepted({ ...about, promisedAt: promisedAt.toISOString() }));
  const known = conversation.userId === null && contact ? readContact(contact) : null;
  if (known !== null) await storeContact(ctx, tx, { conversationId, contact: known });
}

/** Lets a new conversation begin in a queue of people, in the caller's transaction. `contact`: where a guest can be reached. */
export function giveToQueue(
  ctx: Ctx,
  tx: Tx,
  {
    conversationId,
    queue,
    request,
    contact,
  }: { conversationId: string; queue: QueueKey; request: string; contact?: string | null | undefined },
): Promise<void> {
  const reason = 'assistant.reason.asked';
  const summary: AssignmentSummary = { request, reason, path: [], answers: [], candidates: [] };
  return assign(ctx, tx, { conversationId, queue, reason, summary, contact });
}
