import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import { assignments, conversations } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { readContact } from '../platform/read-contact.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announceToDesk } from './announce.ts';
import { postActivity } from './append-message.ts';
import { contactInLine } from './contact-line.ts';
import { contactKept } from './conversation.events.ts';
import { getOwnConversation } from './conversation.queries.ts';
import { nextOpening } from './support-hours.ts';

/**
 * Where a guest wants to be answered, while people have their conversation: an e-mail address or a phone number. Those who can
 * sign in are answered where they always are. The same again changes nothing.
 */
export async function keepContact(
  ctx: Ctx,
  { conversationId, contact: typed }: { conversationId: string; contact: string },
): Promise<Result<null>> {
  const conversation = await getOwnConversation(ctx, conversationId);
  if (!conversation || conversation.userId !== null) return fail('not_found', 'error.notFound');
  const contact = readContact(typed);
  if (contact === null) {
    return fail('invalid_input', 'chat.contact.invalid', { fields: { contact: 'chat.contact.invalid' } });
  }
  if (conversation.contact === contact) return ok(null);
  const kept = await ctx.db.write((tx) => storeContact(ctx, tx, { conversationId, contact }));
  if (!kept) {
    // Sent twice at once, the other one has kept it.
    const isThere = (await getOwnConversation(ctx, conversationId))?.contact === contact;
    return isThere ? ok(null) : fail('conflict', 'chat.contact.notNow');
  }
  announceToDesk(ctx, conversationId);
  return ok(null);
}

const waitsIn = (conversationId: string) =>
  and(eq(assignments.conversationId, conversationId), isNull(assignments.endedAt), isNull(assignments.agentId));

/** Stores it in the caller's transaction. False when nobody of ours has the conversation, or it is what is stored already. */
export async function storeContact(
  ctx: Ctx,
  tx: Tx,
  { conversationId, contact }: { conversationId: string; contact: string },
): Promise<boolean> {
  const withPeople = and(eq(conversations.status, 'open'), inArray(conversations.holder, ['queue', 'agent']));
  const changes = or(isNull(conversations.contact), ne(conversations.contact, contact));
  const stored = await tx
    .update(conversations)
    .set({ contact })
    .where(and(eq(conversations.id, conversationId), isNull(conversations.userId), withPeople, changes))
    .returning({ id: conversations.id });
  if (stored.length === 0) return false;
  // Left waiting until people went home, it becomes a request now.
  const promisedAt = nextOpening(ctx.clock.now());
  if (promisedAt !== null) {
    await tx
      .update(assignments)
      .set({ promisedAt })
      .where(and(waitsIn(conversationId), isNull(assignments.promisedAt)));
  }
  await postActivity(ctx, tx, { conversationId, key: 'activity.contactKept' });
  await publish(ctx, tx, contactKept({ conversationId }));
  return true;
}

/** The answer to "where shall we answer?", typed as a message: taken once, from a request that has none yet. */
export async function takeContactFrom(
  ctx: Ctx,
  tx: Tx,
  { conversationId, text }: { conversationId: string; text: string },
): Promise<void> {
  const contact = contactInLine(text);
  if (contact === null) return;
  const [asked] = await tx
    .select({ promisedAt: assignments.promisedAt })
    .from(assignments)
    .innerJoin(conversations, eq(conversations.id, assignments.conversationId))
    .where(and(waitsIn(conversationId), isNull(conversations.contact)));
  if (asked && (asked.promisedAt ?? nextOpening(ctx.clock.now())) !== null)
    await storeContact(ctx, tx, { conversationId, contact });
}
