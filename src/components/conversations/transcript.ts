import { formatDate, formatFileSize } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { readableName } from '#content/person-name.ts';
import { wordsFor } from '#content/words.ts';
import type { Thread } from '#server/conversations/index.ts';

/** A conversation as plain text: who, when, what, and the names of files that came along. */
export function transcriptOf({ conversation, messages }: Thread, locale: Locale, timeZone: string): string {
  const t = wordsFor(locale);
  const names = { person: t('chat.you'), assistant: t('chat.assistant'), agent: t('chat.who.agent'), activity: '—' };
  const lines = messages.map(({ author, speaker, text, at, files }) => {
    const name = author === 'agent' && speaker ? readableName(speaker.name, locale) : names[author];
    const attached = files.map((file) => t('chat.file', { name: file.name, size: formatFileSize(file.size, locale) }));
    const said = [...(text === '' ? [] : [text]), ...attached].join('\n');
    return `${formatDate(at, locale, 'full', timeZone)}, ${name}\n${said}\n`;
  });
  const title = `${conversation.subject ?? t('chat.untitled')} (${t('chat.number', { number: conversation.number })})`;
  return [`${title}\n`, ...lines].join('\n');
}
