import { localePath, type Locale } from '#content/locales.ts';

import { addresses } from '#components/layouts/addresses.ts';

export const chatPath = (locale: Locale, id?: string): string => localePath(locale, id ? `/chat/${id}` : '/chat');

/** Where a guest says how to reach them. */
export const contactPath = (locale: Locale, id: string): string => `${chatPath(locale, id)}/contact`;

/** In the cabinet: the list, or one conversation. */
export const messagesPath = (id?: string): string => addresses.cabinet.messages + (id ? `/${id}` : '');

/** Begins a conversation about something (`invoice:СЧ-1107`), with the manager or with support. */
export function newMessagePath(choice: { about?: string; to?: 'manager' | 'support' } = {}): string {
  const query = new URLSearchParams(choice);
  return `${addresses.cabinet.messages}/new${query.size === 0 ? '' : `?${query.toString()}`}`;
}

export interface MessageChoice {
  filter?: string | undefined;
  search?: string | undefined;
  page?: number | undefined;
}

export function messageListPath({ filter, search, page }: MessageChoice): string {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (filter !== undefined && filter !== 'all') query.set('show', filter);
  if (page !== undefined && page > 1) query.set('page', String(page));
  return query.size === 0 ? addresses.cabinet.messages : `${addresses.cabinet.messages}?${query.toString()}`;
}

/** Which page of a conversation asks: its forms lead back there. */
export type ChatFrame = 'public' | 'cabinet';
export const framePath = (frame: ChatFrame, locale: Locale, id: string): string =>
  frame === 'cabinet' ? messagesPath(id) : chatPath(locale, id);

/** Where scripts talk to a conversation. */
export const conversationPath = (
  id: string,
  part: 'messages' | 'events' | 'fragment' | 'transcript' | 'read' | 'draft' | 'files',
): string => `/conversations/${id}/${part}`;

/** The article an answer rests on, in the language it was read in. */
export const articlePath = ({ category, key, locale }: { category: string; key: string; locale: Locale }): string =>
  localePath(locale, `/help/${category}/${key}`);
