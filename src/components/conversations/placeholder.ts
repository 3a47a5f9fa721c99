import type { Words } from '#content/words.ts';
import type { ConversationForPerson } from '#server/conversations/index.ts';

/** Says in the empty field who will read the message. */
export function placeholderFor({ status, holder, agent }: ConversationForPerson, t: Words): string {
  if (status === 'resolved') return t('chat.message.resolved');
  if (holder === 'agent' && agent) return t('chat.message.agent', { name: agent.name });
  return t(holder === 'queue' ? 'chat.message.queue' : 'chat.message.assistant');
}
