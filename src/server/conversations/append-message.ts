import { and, eq, sql, type SQL } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { conversations, messageFiles, messages } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { WordKey, WordValues } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import type { Conversation } from './conversation.ts';
import { aboutConversation, agentReplied, messagePosted } from './conversation.events.ts';
import { openAssignment, toMessage } from './conversation.queries.ts';
import type { Message, MessageAuthor, MessageExtras } from './message.ts';

const findByClientId = preparedOne((db) =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        eq(messages.clientId, sql.placeholder('clientId')),
      ),
    ),
);

export interface NewMessage {
  conversationId: string;
  clientId: string;
  author: MessageAuthor;
  authorId: string | null;
  body: string;
  extras: MessageExtras;
  /** Files already stored, in order. */
  fileIds?: readonly string[] | undefined;
}

async function attach(tx: Tx, { id: messageId, conversationId }: Message, fileIds: readonly string[]): Promise<void> {
  await tx
    .insert(messageFiles)
    .values(fileIds.map((fileId, index) => ({ messageId, conversationId, fileId, position: index + 1 })));
}

/** What was stored for this client id before: the request is a repeat. */
export async function findRepeat(tx: Tx, conversationId: string, clientId: string): Promise<Message | null> {
  const row = await findByClientId(tx, { conversationId, clientId });
  return row ? toMessage(row) : null;
}

/**
 * Adds a line in the caller's transaction. The conversation's row gives the sequence number, so two writers can never share
 * one. Null, and nothing stored, when `guard` (a condition on the conversation's row) no longer holds.
 */
export async function appendMessage(
  ctx: Pick<Ctx, 'ids' | 'clock'>,
  tx: Tx,
  line: NewMessage,
  options: { guard?: SQL | undefined; set?: Partial<Conversation> } = {},
): Promise<Message | null> {
  const createdAt = ctx.clock.now();
  const [numbered] = await tx
    .update(conversations)
    .set({ ...options.set, lastSequence: sql`${conversations.lastSequence} + 1`, updatedAt: createdAt })
    .where(and(eq(conversations.id, line.conversationId), options.guard))
    .returning({
      id: conversations.id,
      sequence: conversations.lastSequence,
      customerId: conversations.customerId,
      userId: conversations.userId,
    });
  if (!numbered) return null;
  const { sequence } = numbered;
  const { fileIds = [], ...said } = line;
  const message: Message = { ...said, id: ctx.ids.next(), sequence, createdAt };
  await tx.insert(messages).values({ ...message, extras: { ...line.extras } });
  if (fileIds.length > 0) await attach(tx, message, fileIds);
  // What the assistant says follows from an event already: another would only cost its turn two more writes.
  if (line.author === 'person' || line.author === 'agent') {
    const { id: messageId, author, authorId: byUserId } = message;
    const agentId = (await openAssignment(tx, message.conversationId))?.agentId ?? null;
    await publish(
      ctx,
      tx,
      messagePosted({ ...aboutConversation(numbered), messageId, author, sequence, agentId, byUserId }),
    );
    if (author === 'agent') {
      await publish(ctx, tx, agentReplied({ ...aboutConversation(numbered), messageId, sequence, byUserId }));
    }
  }
  return message;
}

/** A system line both sides see, in the caller's transaction. It says `key`, filled with `values`, in each reader's language. */
export function postActivity(
  ctx: Pick<Ctx, 'ids' | 'clock'>,
  tx: Tx,
  line: { conversationId: string; key: WordKey; values?: WordValues },
): Promise<Message | null> {
  return appendMessage(ctx, tx, {
    conversationId: line.conversationId,
    clientId: `activity.${ctx.ids.next()}`,
    author: 'activity',
    authorId: null,
    body: line.key,
    extras: line.values ? { values: line.values } : {},
  });
}
