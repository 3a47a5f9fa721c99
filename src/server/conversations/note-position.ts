import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { assignments, conversationPositions, conversations } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announce } from './announce.ts';
import type { Conversation } from './conversation.ts';
import { answersCustomers, ownsConversation } from './conversation.policy.ts';
import { getConversation, openAssignment } from './conversation.queries.ts';
import { isBehind, PERSON, type Position } from './positions.ts';

const findPosition = preparedOne((db) =>
  db
    .select({ delivered: conversationPositions.delivered, read: conversationPositions.read })
    .from(conversationPositions)
    .where(
      and(
        eq(conversationPositions.conversationId, sql.placeholder('conversationId')),
        eq(conversationPositions.participant, sql.placeholder('participant')),
      ),
    ),
);
const findUndelivered = prepared((db) =>
  db
    .select({ id: conversations.id, lastSequence: conversations.lastSequence })
    .from(assignments)
    .innerJoin(conversations, eq(conversations.id, assignments.conversationId))
    .leftJoin(
      conversationPositions,
      and(
        eq(conversationPositions.conversationId, conversations.id),
        eq(conversationPositions.participant, sql.placeholder('agentId')),
      ),
    )
    .where(
      and(
        eq(assignments.agentId, sql.placeholder('agentId')),
        isNull(assignments.endedAt),
        gt(conversations.lastSequence, sql`coalesce(${conversationPositions.delivered}, 0)`),
      ),
    ),
);

/** As whom the viewer moves on in this conversation: its owner, or the agent who holds it. Others only look on. */
async function participantOf(ctx: Ctx, conversation: Conversation): Promise<string | null> {
  const { viewer } = ctx;
  if (viewer.kind === 'user' && viewer.preview) return null;
  if (ownsConversation(viewer, conversation)) return PERSON;
  if (viewer.kind !== 'user' || !answersCustomers(viewer)) return null;
  const held = await openAssignment(ctx.db.read, conversation.id);
  return held?.agentId === viewer.userId ? viewer.userId : null;
}

/** Never backwards. False when that far was known already. */
async function moveTo(ctx: Ctx, tx: Tx, conversationId: string, participant: string, to: Position): Promise<boolean> {
  const updatedAt = ctx.clock.now();
  const moved = await tx
    .insert(conversationPositions)
    .values({ conversationId, participant, ...to, updatedAt })
    .onConflictDoUpdate({
      target: [conversationPositions.conversationId, conversationPositions.participant],
      set: {
        delivered: sql`max(${conversationPositions.delivered}, ${to.delivered})`,
        read: sql`max(${conversationPositions.read}, ${to.read})`,
        updatedAt,
      },
      setWhere: isBehind(to),
    })
    .returning({ participant: conversationPositions.participant });
  return moved.length > 0;
}

async function note(ctx: Ctx, conversationId: string, upTo: number, isRead: boolean): Promise<Result<null>> {
  const conversation = await getConversation(ctx, conversationId);
  if (!conversation) return fail('not_found', 'error.notFound');
  const participant = await participantOf(ctx, conversation);
  if (participant === null) return ok(null);
  const delivered = Math.min(upTo, conversation.lastSequence);
  const to = { delivered, read: isRead ? delivered : 0 };
  const known = await findPosition(ctx.db.read, { conversationId, participant });
  if (known && known.delivered >= to.delivered && known.read >= to.read) return ok(null);
  if (to.delivered > 0 && (await ctx.db.write((tx) => moveTo(ctx, tx, conversationId, participant, to)))) {
    announce(ctx, conversationId);
  }
  return ok(null);
}

/**
 * The viewer has looked at a conversation up to a message. Counts for its owner and for the agent who holds it; colleagues who
 * look on leave no trace, so that "read" never means that somebody else saw it. Repeats are free.
 */
export const noteRead = (ctx: Ctx, input: { conversationId: string; upTo: number }): Promise<Result<null>> =>
  note(ctx, input.conversationId, input.upTo, true);

/** Messages up to this one reached a page of the viewer's. */
export const noteDelivered = (ctx: Ctx, input: { conversationId: string; upTo: number }): Promise<Result<null>> =>
  note(ctx, input.conversationId, input.upTo, false);

/** Everything an agent holds has reached their open desk. */
export async function noteDeliveredToDesk(ctx: Ctx<UserViewer>): Promise<void> {
  const { userId } = ctx.viewer;
  if (!answersCustomers(ctx.viewer)) return;
  const waiting = await findUndelivered(ctx.db.read, { agentId: userId });
  if (waiting.length === 0) return;
  await ctx.db.write(async (tx) => {
    for (const { id, lastSequence } of waiting) await moveTo(ctx, tx, id, userId, { delivered: lastSequence, read: 0 });
  });
  for (const { id } of waiting) announce(ctx, id);
}
