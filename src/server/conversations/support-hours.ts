/** When people answer, in the time zone of the office. Days as in `Date.getUTCDay()`: 0 is Sunday. */
export interface SupportHours {
  timeZone: string;
  /** Opening and closing hour of each weekday; null on days off. */
  days: readonly (readonly [open: number, close: number] | null)[];
}

const weekday = [9, 20] as const;

/** What a new installation starts with. */
export const defaultHours: SupportHours = {
  timeZone: 'Europe/Moscow',
  days: [null, weekday, weekday, weekday, weekday, weekday, [10, 16]],
};

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;

/** Null while people answer; otherwise when they next do. */
export function nextOpening(now: Date, hours: SupportHours = defaultHours): Date | null {
  if (isOpen(now, hours)) return null;
  // Openings are on the hour everywhere we know of, half-hour zones included, when counted in local time.
  const local = localTime(now, hours.timeZone);
  const untilNextHour = HOUR_MS - (local.minute * 60 + local.second) * 1000 - now.getMilliseconds();
  for (let step = 0; step < WEEK_HOURS; step++) {
    const then = new Date(now.getTime() + untilNextHour + step * HOUR_MS);
    if (isOpen(then, hours)) return then;
  }
  return null;
}

export function isOpen(now: Date, hours: SupportHours = defaultHours): boolean {
  const { day, hour } = localTime(now, hours.timeZone);
  const today = hours.days[day];
  return today !== null && today !== undefined && hour >= today[0] && hour < today[1];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(date: Date, timeZone: string): { day: number; hour: number; minute: number; second: number } {
  let format = formats.get(timeZone);
  if (!format) {
    const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      ...parts,
    });
    formats.set(timeZone, format);
  }
  // Reading the local clock as if it were UTC gives its weekday and hour without a table of names.
  const local = new Date(`${format.format(date).replace(' ', 'T')}Z`);
  return {
    day: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}
