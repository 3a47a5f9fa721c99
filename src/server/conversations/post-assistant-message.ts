import { and, eq } from 'drizzle-orm';
import { conversations } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { ok, type Result } from '../platform/result.ts';
import { announce } from './announce.ts';
import { appendMessage, findRepeat } from './append-message.ts';
import type { Message, MessageExtras } from './message.ts';

export interface PostAssistantMessage {
  conversationId: string;
  /** Derived from what it answers, so that an event delivered twice answers once. */
  clientId: string;
  body: string;
  extras?: MessageExtras | undefined;
  /** Files already stored, in order. */
  fileIds?: readonly string[] | undefined;
}

/**
 * Says something as the assistant – if it still holds the conversation when the answer is stored. Once a person has it, an
 * answer that was already computed is dropped: `silenced`.
 */
export async function postAssistantMessage(
  ctx: Ctx<SystemViewer>,
  input: PostAssistantMessage,
): Promise<Result<{ silenced: false; message: Message } | { silenced: true }>> {
  const { conversationId, clientId, body, extras = {}, fileIds } = input;
  const message = await ctx.db.write(async (tx) => {
    const repeat = await findRepeat(tx, conversationId, clientId);
    if (repeat) return repeat;
    const line = { conversationId, clientId, author: 'assistant', authorId: null, body, extras, fileIds } as const;
    const guard = and(eq(conversations.holder, 'assistant'), eq(conversations.status, 'open'));
    return appendMessage(ctx, tx, line, { guard });
  });
  if (!message) return ok({ silenced: true });
  announce(ctx, conversationId);
  return ok({ silenced: false, message });
}
