import { wordsFor } from '#content/words.ts';
import type { Locale } from '#content/locales.ts';
import type { Movement } from './statement.ts';

/** What happened, in a line of a statement. */
export function movementWords({ kind, number, title, method, reference }: Movement, locale: Locale): string {
  const t = wordsFor(locale);
  if (kind === 'invoice') return t('statement.invoice', { number, title });
  if (kind === 'written_off') return t('statement.writtenOff', { number });
  if (kind === 'refund') {
    return reference === null ? t('statement.refund', { number }) : t('statement.refundBy', { number, reference });
  }
  if (method === 'card') return t('statement.card', { number });
  return t('statement.transfer', { number, reference: reference ?? '' });
}
