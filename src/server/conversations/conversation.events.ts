import { defineEvent } from '../platform/events.ts';
import type { Conversation, ConversationKind } from './conversation.ts';
import type { MessageAuthor } from './message.ts';

/** Which conversation, and whose it is; null for guests. */
export interface AboutConversation {
  conversationId: string;
  customerId: string | null;
  /** Whose conversation it is; null for a guest. */
  userId: string | null;
}

/** Who did it; null for guests and for the application. */
interface By {
  byUserId: string | null;
}

/** `agentId`: the manager whom a conversation of that kind went to. */
export const conversationStarted = defineEvent<
  AboutConversation & By & { kind: ConversationKind; agentId: string | null }
>('conversation.started');
/** A person or an agent wrote something. Activity lines and the assistant's answers are no events of their own. */
export const messagePosted = defineEvent<
  AboutConversation & By & { messageId: string; author: MessageAuthor; sequence: number; agentId: string | null }
>('message.posted');
/** An agent answered; published beside `message.posted`, so that what a person hears of costs their own messages nothing. */
export const agentReplied = defineEvent<AboutConversation & By & { messageId: string; sequence: number }>(
  'message.replied',
);
export const conversationHandedOff = defineEvent<{ conversationId: string; queue: string }>('conversation.handed-off');
/** Handed over out of hours; published beside `conversation.handed-off`. `promisedAt` is when people answer, ISO 8601. */
export const requestAccepted = defineEvent<AboutConversation & { promisedAt: string }>('request.accepted');
/** A guest has said where the answer should go, or changed it. */
export const contactKept = defineEvent<{ conversationId: string }>('contact.kept');
export const conversationTaken = defineEvent<{ conversationId: string; agentId: string }>('conversation.taken');
export const conversationResolved = defineEvent<{ conversationId: string; topics: string[] }>('conversation.resolved');

export const aboutConversation = ({
  id,
  customerId,
  userId,
}: Pick<Conversation, 'id' | 'customerId' | 'userId'>): AboutConversation => ({
  conversationId: id,
  customerId,
  userId,
});
