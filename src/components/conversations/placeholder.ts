import type { Locale } from '#content/locales.ts';
import { readableName } from '#content/person-name.ts';
import { wordsFor } from '#content/words.ts';
import type { ConversationForPerson } from '#server/conversations/index.ts';

/** Says in the empty field who will read the message. */
export function placeholderFor({ status, holder, agent }: ConversationForPerson, locale: Locale): string {
  const t = wordsFor(locale);
  if (status === 'resolved') return t('chat.message.resolved');
  if (holder === 'agent' && agent) return t('chat.message.agent', { name: readableName(agent.name, locale) });
  return t(holder === 'queue' ? 'chat.message.queue' : 'chat.message.assistant');
}
