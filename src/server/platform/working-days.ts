const DAY_MS = 86_400_000;

/**
 * The day so many working days after `day` (`YYYY-MM-DD`); before it when `count` is negative. Monday to Friday work; public
 * holidays differ by country and are not counted, so a day found here is an estimate.
 */
export function addWorkingDays(day: string, count: number): string {
  const step = count < 0 ? -1 : 1;
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = Math.abs(count); left > 0;) {
    at += step * DAY_MS;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(at).toISOString().slice(0, 10);
}
