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
