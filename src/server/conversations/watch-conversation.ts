import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { hints } from '../platform/hints.ts';
import { conversationTopic } from './announce.ts';
import type { ConversationForPerson, MessageForPerson } from './conversation.presenter.ts';
import { noteDelivered } from './note-position.ts';
import { getThread } from './thread.queries.ts';

export type ConversationChange =
  | { event: 'message'; id: string; data: MessageForPerson }
  | {
      event: 'state';
      data: Pick<ConversationForPerson, 'status' | 'holder' | 'agent' | 'waiting' | 'opensAt' | 'ours'>;
    };

/**
 * What changes in the viewer's own conversation, from a sequence number on: every message once and in order, and the state
 * whenever it differs. A hint only says "look": what is sent is read from the database. Ends when the conversation is no
 * longer the viewer's.
 */
export async function* watchConversation(
  ctx: Ctx,
  conversationId: string,
  options: { after: number; locale: Locale; signal: AbortSignal; everyMs?: number },
): AsyncGenerator<ConversationChange> {
  const { locale, signal, everyMs } = options;
  let { after } = options;
  let told = '';
  const looks = hints(ctx.platform.hub, [conversationTopic(conversationId)], {
    signal,
    ...(everyMs ? { everyMs } : {}),
  });
  for await (const { aborted } of looks) {
    if (aborted) return;
    const thread = await getThread(ctx, conversationId, { after, locale });
    if (!thread) return;
    for (const message of thread.messages) {
      yield { event: 'message', id: String(message.sequence), data: message };
      after = message.sequence;
    }
    // What was handed to the stream has reached a page of theirs.
    if (thread.messages.length > 0) await noteDelivered(ctx, { conversationId, upTo: after });
    const { status, holder, agent, waiting, opensAt, ours } = thread.conversation;
    const state = { status, holder, agent, waiting, opensAt, ours };
    const telling = JSON.stringify(state);
    if (telling !== told) yield { event: 'state', data: state };
    told = telling;
  }
}
