import { defineEvent } from '../platform/events.ts';
import type { MessageAuthor } from './message.ts';

/** A person or an agent wrote something. Activity lines and the assistant's answers are no events of their own. */
export const messagePosted = defineEvent<{ conversationId: string; messageId: string; author: MessageAuthor }>(
  'message.posted',
);
export const conversationHandedOff = defineEvent<{ conversationId: string; queue: string }>('conversation.handed-off');
export const conversationTaken = defineEvent<{ conversationId: string; agentId: string }>('conversation.taken');
export const conversationResolved = defineEvent<{ conversationId: string; topics: string[] }>('conversation.resolved');
