import { assignments, conversations } from '#db/schema/conversations.ts';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { managerOf, type Manager } from '../customers/index.ts';
import { publish } from '../platform/events.ts';
import { conversationHandedOff } from './conversation.events.ts';
import type { Conversation } from './conversation.ts';

/**
 * Puts a conversation of the `manager` kind into the hands of the customer's manager, in the caller's transaction; without one
 * it waits in the general queue. Who has it is read anew each time: a customer may have got another manager meanwhile.
 */
export async function giveToManager(
  ctx: Pick<Ctx, 'ids' | 'clock'>,
  tx: Tx,
  { id: conversationId, customerId }: Pick<Conversation, 'id' | 'customerId'>,
): Promise<Manager | null> {
  const manager = customerId === null ? null : await managerOf(tx, customerId);
  const now = ctx.clock.now();
  await tx
    .update(conversations)
    .set({ holder: manager ? 'agent' : 'queue' })
    .where(eq(conversations.id, conversationId));
  await tx.insert(assignments).values({
    id: ctx.ids.next(),
    conversationId,
    queue: 'general',
    agentId: manager?.userId ?? null,
    reason: 'conversation.reason.manager',
    createdAt: now,
    takenAt: manager ? now : null,
  });
  if (!manager) await publish(ctx, tx, conversationHandedOff({ conversationId, queue: 'general' }));
  return manager;
}
