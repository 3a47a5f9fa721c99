/** The hour of the day at a place (IANA time zone), 0–23. */
export const hourIn = (date: Date, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(date));

const DAY_MS = 86_400_000;

/** So many days after a calendar day, `YYYY-MM-DD`; before it when `count` is negative. */
export const plusDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** Monday is 1, Sunday is 7 (ISO 8601). */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
