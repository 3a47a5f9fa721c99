import type { Words } from '#content/words.ts';

const MINUTE = 60_000;

/** How long somebody waits, as people say it: 4 мин, 2 ч, 3 дн. */
export function waited(since: Date, now: Date, t: Words): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - since.getTime()) / MINUTE));
  if (minutes < 60) return t('desk.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('desk.hours', { count: hours }) : t('desk.days', { count: Math.floor(hours / 24) });
}
