import { and, eq, isNull } from 'drizzle-orm';
import { assignments, conversations } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { getPerson } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announce, announceToDesk } from './announce.ts';
import { appendMessage, findRepeat, postActivity } from './append-message.ts';
import type { Conversation } from './conversation.ts';
import { forgetDraft } from './drafts.ts';
import { giveToManager } from './give-to-manager.ts';
import { takeContactFrom } from './keep-contact.ts';
import { ownsConversation } from './conversation.policy.ts';
import { getConversation, lastSequenceOfPerson, messagesAfter, openAssignment } from './conversation.queries.ts';
import type { Message } from './message.ts';
import { checkText } from './message-text.ts';
import { replyText } from './reply-text.ts';

export interface PostMessage {
  conversationId: string;
  clientId: string;
  /** May be left out when a quick reply was pressed: then its label is what was said. */
  text?: string | undefined;
  /** The value of the quick reply that was pressed. */
  reply?: string | undefined;
  /** For agents: the last message they have seen. A newer one of the person's stops the reply. */
  seen?: number | undefined;
  /** Files already stored, in order. With files the text may be empty. */
  fileIds?: readonly string[] | undefined;
}

/** Says something as who the viewer is: the owner speaks as the person, staff as the agent who holds the conversation. */
export async function postMessage(ctx: Ctx, input: PostMessage): Promise<Result<Message>> {
  const conversation = await getConversation(ctx, input.conversationId);
  if (!conversation || ctx.viewer.kind === 'system') return fail('not_found', 'error.notFound');
  const said = input.text ?? (await labelOf(ctx, conversation, input.reply));
  const text = checkText(said, (input.fileIds ?? []).length > 0);
  if (!text.ok) return text;
  const checked = { ...input, text: text.value };
  const posted = ownsConversation(ctx.viewer, conversation)
    ? await ctx.db.write((tx) => postAsPerson(ctx, tx, checked))
    : await postAsAgent(ctx, checked);
  const ofAssistant = conversation.holder === 'assistant' && conversation.status === 'open';
  if (posted.ok) (ofAssistant ? announce : announceToDesk)(ctx, input.conversationId);
  return posted;
}

async function labelOf(ctx: Ctx, { id, locale }: Conversation, reply: string | undefined): Promise<string> {
  return reply === undefined ? '' : (replyText(await messagesAfter(ctx.db.read, id, 0), reply, locale) ?? '');
}

type Checked = PostMessage & { text: string };

/** After a resolution the person's message opens the conversation again: with the assistant, or with their manager. */
async function postAsPerson(ctx: Ctx, tx: Tx, input: Checked): Promise<Result<Message>> {
  const { conversationId, clientId } = input;
  const repeat = await findRepeat(tx, conversationId, clientId);
  if (repeat) return asRepeat(repeat, 'person');
  const reopened = await tx
    .update(conversations)
    .set({ status: 'open', holder: 'assistant', resolvedAt: null })
    .where(and(eq(conversations.id, conversationId), eq(conversations.status, 'resolved')))
    .returning({ id: conversations.id, kind: conversations.kind, customerId: conversations.customerId });
  const [again] = reopened;
  if (again) await postActivity(ctx, tx, { conversationId, key: 'activity.reopened' });
  if (again?.kind === 'manager') await giveToManager(ctx, tx, again);
  const userId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  const message = await appendMessage(ctx, tx, {
    conversationId,
    clientId,
    author: 'person',
    authorId: userId,
    body: input.text,
    extras: input.reply === undefined ? {} : { reply: { value: input.reply } },
    fileIds: input.fileIds,
  });
  if (userId !== null) await forgetDraft(tx, userId, conversationId);
  else await takeContactFrom(ctx, tx, { conversationId, text: input.text });
  return message ? ok(message) : fail('not_found', 'error.notFound');
}

async function postAsAgent(ctx: Ctx, input: Checked): Promise<Result<Message>> {
  const { conversationId, clientId } = input;
  if (ctx.viewer.kind !== 'user') return fail('not_found', 'error.notFound');
  const { userId } = ctx.viewer;
  const posted = await ctx.db.write(async (tx): Promise<Result<Message>> => {
    const repeat = await findRepeat(tx, conversationId, clientId);
    if (repeat) return asRepeat(repeat, 'agent');
    const [held] = await tx
      .select({ id: assignments.id })
      .from(assignments)
      .where(
        and(
          eq(assignments.conversationId, conversationId),
          eq(assignments.agentId, userId),
          isNull(assignments.endedAt),
        ),
      );
    if (!held) return fail('conflict', 'conversation.takeFirst');
    if (input.seen !== undefined && (await lastSequenceOfPerson(tx, conversationId)) > input.seen) {
      return fail('conflict', 'conversation.newerMessage');
    }
    const line = { conversationId, clientId, author: 'agent', authorId: userId, body: input.text, extras: {} } as const;
    const sent = { ...line, fileIds: input.fileIds };
    const message = await appendMessage(ctx, tx, sent, { guard: eq(conversations.holder, 'agent') });
    if (message) await forgetDraft(tx, userId, conversationId);
    return message ? ok(message) : fail('conflict', 'conversation.takeFirst');
  });
  return posted.ok || posted.error.message !== 'conversation.takeFirst' ? posted : nameHolder(ctx, conversationId);
}

/** Says who has the conversation instead of the one who tried. */
export async function nameHolder(ctx: Ctx, conversationId: string): Promise<Result<never>> {
  const held = await openAssignment(ctx.db.read, conversationId);
  const holder = held?.agentId ? await getPerson(ctx.db.read, held.agentId) : null;
  if (holder) return fail('conflict', 'conversation.takenBy', { values: { name: holder.name } });
  return held ? fail('conflict', 'conversation.takeFirst') : fail('conflict', 'conversation.notWaiting');
}

const asRepeat = (message: Message, author: Message['author']): Result<Message> =>
  message.author === author ? ok(message) : fail('conflict', 'conversation.clientIdUsed');
