import { localePath, type Locale } from '#content/locales.ts';

export const chatPath = (locale: Locale, id?: string): string => localePath(locale, id ? `/chat/${id}` : '/chat');

/** Where scripts talk to a conversation. */
export const conversationPath = (id: string, part: 'messages' | 'events' | 'fragment' | 'transcript'): string =>
  `/conversations/${id}/${part}`;

/** The article an answer rests on, in the language it was read in. */
export const articlePath = ({ category, key, locale }: { category: string; key: string; locale: Locale }): string =>
  localePath(locale, `/help/${category}/${key}`);
