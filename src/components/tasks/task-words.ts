import type { IconName, Tone } from '#components/ui/icon-name.ts';
import { formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Side, TaskEntry, TaskSummary } from '#server/tasks/index.ts';

export interface StateWords {
  tone: Tone;
  icon: IconName;
  word: string;
}

type Stated = Pick<TaskSummary, 'status' | 'turn' | 'askedBy'>;

/** How a task stands, in color, sign and word, as one side reads it. */
export function taskWords({ status, turn }: Stated, reader: Side, locale: Locale): StateWords {
  const t = wordsFor(locale);
  const ours = turn === reader;
  switch (status) {
    case 'to_do':
      return ours
        ? { tone: 'info', icon: 'circle', word: t('task.status.toDo.ours') }
        : { tone: 'neutral', icon: 'circle-dashed', word: t('task.status.toDo.theirs') };
    case 'in_progress':
      return { tone: 'info', icon: 'circle-dot', word: t('task.status.inProgress') };
    case 'waiting':
      return ours
        ? { tone: 'warning', icon: 'message-circle', word: t(`task.status.waiting.ours.${reader}`) }
        : { tone: 'neutral', icon: 'hourglass', word: t(`task.status.waiting.theirs.${reader}`) };
    case 'done':
      return { tone: 'positive', icon: 'circle-check', word: t('task.status.done') };
    case 'canceled':
      return { tone: 'neutral', icon: 'ban', word: t('task.status.canceled') };
  }
}

/** By when, and how soon that is; null without a day and once it is over. `long` also says the date. */
export function dueWords(
  { dueOn, daysLeft }: Pick<TaskSummary, 'dueOn' | 'daysLeft'>,
  locale: Locale,
  long = false,
): StateWords | null {
  if (dueOn === null || daysLeft === null) return null;
  const t = wordsFor(locale);
  const date = formatDay(dueOn, locale, 'day');
  if (daysLeft < 0) {
    const when = t('task.due.overdue', { days: -daysLeft });
    return { tone: 'danger', icon: 'circle-alert', word: long ? t('task.due.overdueLong', { date, when }) : when };
  }
  const when = t('task.due.left', { days: daysLeft });
  const tone = daysLeft <= 1 ? 'warning' : 'neutral';
  return { tone, icon: 'clock', word: long ? t('task.due.leftLong', { date, when }) : when };
}

/** Who asks whom, as one side reads it; `customer` is said to our people. */
export function askedWords(askedBy: Side, reader: Side, locale: Locale, names: { brand: string; customer?: string }) {
  const t = wordsFor(locale);
  if (reader === 'customer') {
    return askedBy === 'customer' ? t('task.asked.you') : t('task.asked.company', { name: names.brand });
  }
  const name = names.customer ?? '';
  return askedBy === 'customer' ? t('task.asked.customer', { name }) : t('task.asked.us', { name });
}

const entryLooks: Record<TaskEntry['kind'], { icon: IconName; tone?: Tone }> = {
  commented: { icon: 'message-circle' },
  passed: { icon: 'message-circle-question-mark', tone: 'warning' },
  started: { icon: 'circle-dot', tone: 'info' },
  completed: { icon: 'circle-check', tone: 'positive' },
  reopened: { icon: 'rotate-ccw', tone: 'info' },
  canceled: { icon: 'ban' },
  due_changed: { icon: 'calendar-clock' },
  assigned: { icon: 'user-round' },
  attached: { icon: 'paperclip' },
};
export const entryLook = (entry: TaskEntry): { icon: IconName; tone?: Tone } => entryLooks[entry.kind];

/** What happened, after the name of whoever did it: «Марина Соколова: срок перенесён …». */
export function entryWords(entry: TaskEntry, locale: Locale): string | null {
  const t = wordsFor(locale);
  const day = (value: string) => formatDay(value, locale, 'day');
  switch (entry.kind) {
    case 'commented':
      return null;
    case 'due_changed':
      if (entry.to === null) return t('task.entry.dueRemoved');
      return entry.from === null
        ? t('task.entry.dueSet', { date: day(entry.to) })
        : t('task.entry.dueMoved', { from: day(entry.from), date: day(entry.to) });
    case 'assigned':
      return entry.to === null ? t('task.entry.unassigned') : t('task.entry.assigned', { name: entry.to });
    default:
      return t(`task.entry.${entry.kind}`);
  }
}
