import { locales } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { addresses } from '../layouts/addresses.ts';
import type { KnownAddress } from './text-parts.ts';

/** The sign-in page in every language, as the assistant names it: a link that comes back to the conversation. */
export const signInBackTo = (chat: string, host: string): KnownAddress[] =>
  locales.map((locale) => {
    const t = wordsFor(locale);
    const path = addresses.signIn(locale);
    return {
      host,
      path,
      href: `${path}?to=${encodeURIComponent(chat)}`,
      called: t('chat.signIn.called'),
      words: t('layout.signIn'),
    };
  });
