import { formatDate } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Thread } from '#server/conversations/index.ts';

/** A conversation as plain text: who, when, what. */
export function transcriptOf({ conversation, messages }: Thread, locale: Locale, timeZone: string): string {
  const t = wordsFor(locale);
  const names = { person: t('chat.you'), assistant: t('chat.assistant'), agent: t('chat.who.agent'), activity: '—' };
  const lines = messages.map(({ author, speaker, text, at }) => {
    const name = author === 'agent' && speaker ? speaker.name : names[author];
    return `${formatDate(at, locale, 'full', timeZone)}, ${name}\n${text}\n`;
  });
  const title = `${conversation.subject ?? t('chat.untitled')} (${t('chat.number', { number: conversation.number })})`;
  return [`${title}\n`, ...lines].join('\n');
}
