/** A delivery may be moved for nothing until this hour, two working days ahead. */
export const RESCHEDULE_HOUR = 16;
const WORKING_DAYS_AHEAD = 2;
const DAY_MS = 86_400_000;

/** The last day on which a delivery on `day` may still be moved for nothing. Monday to Friday are working days. */
export function rescheduleUntil(day: string): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = WORKING_DAYS_AHEAD; left > 0;) {
    at -= DAY_MS;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether moving it is still free at a local day and hour. */
export function mayRescheduleFree(day: string, now: { day: string; hour: number }): boolean {
  const until = rescheduleUntil(day);
  return now.day < until || (now.day === until && now.hour < RESCHEDULE_HOUR);
}
