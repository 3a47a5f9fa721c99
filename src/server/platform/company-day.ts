import { dayIn } from '#content/format.ts';
import type { Clock } from './clock.ts';

/** Days on documents (due, promised, overdue) are counted where the company works, whoever looks from wherever. */
export const COMPANY_TIME_ZONE = 'Europe/Moscow';

/** Today on documents, `YYYY-MM-DD`. */
export const companyDay = (clock: Clock): string => dayIn(clock.now(), COMPANY_TIME_ZONE);

/** The hour at the company, 0–23. */
export const companyHour = (clock: Clock): number =>
  Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: COMPANY_TIME_ZONE }).format(
      clock.now(),
    ),
  );
/** The instant a day begins where the company works. */
export function companyMidnight(day: string): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: COMPANY_TIME_ZONE, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(noon).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, offset = '+00:00'] = /GMT([+-]\d{2}:\d{2})/.exec(name) ?? [];
  return new Date(`${day}T00:00:00${offset}`);
}

/** The day after, `YYYY-MM-DD`. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** An instant as people at the company write it, `YYYY-MM-DDTHH:MM`, for a field of type datetime-local. */
export const companyLocal = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: COMPANY_TIME_ZONE })
    .format(at)
    .replace(' ', 'T');

/** The instant that `YYYY-MM-DDTHH:MM` on the company's clock means. */
export function companyInstant(local: string): Date {
  const asUtc = Date.parse(`${local}:00Z`);
  const shown = Date.parse(`${companyLocal(new Date(asUtc))}:00Z`);
  return new Date(asUtc - (shown - asUtc));
}
