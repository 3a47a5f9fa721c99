import { formatDate } from '#content/format.ts';
import { nextOpening } from '../conversations/index.ts';
import { COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import { wordsOf, type Situation } from './situation.ts';

/**
 * What is said beside "a person takes over" out of hours: it is a request now, and from when on people answer it. A guest who
 * has not said where they can be reached is asked. Null while people are there.
 */
export function promiseOf(situation: Pick<Situation, 'ctx' | 'locale' | 'conversation'>): string | null {
  const { ctx, locale, conversation } = situation;
  const opensAt = nextOpening(ctx.clock.now());
  if (opensAt === null) return null;
  const t = wordsOf(situation);
  const { viewer } = ctx;
  const timeZone = viewer.kind === 'user' ? viewer.timeZone : COMPANY_TIME_ZONE;
  const promise = t('assistant.handOff.later', {
    date: formatDate(opensAt, locale, 'day', timeZone),
    time: formatDate(opensAt, locale, 'time', timeZone),
  });
  return viewer.kind === 'user' || conversation.contact !== null
    ? promise
    : `${promise} ${t('assistant.handOff.where')}`;
}
