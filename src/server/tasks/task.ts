import { daysBetween } from '#content/format.ts';

/** The two sides of a task: one asks, the other does it. */
export const sides = ['customer', 'company'] as const;
export type Side = (typeof sides)[number];
export const otherSide = (side: Side): Side => (side === 'customer' ? 'company' : 'customer');

export const taskStatuses = ['to_do', 'in_progress', 'waiting', 'done', 'canceled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

interface Standing {
  askedBy: Side;
  status: TaskStatus;
}

export const isOpen = (status: TaskStatus): boolean => status !== 'done' && status !== 'canceled';

/**
 * Who has to do something now: whoever was asked, until they wait for an answer; then whoever asked. Nobody once it is over.
 */
export function turnOf({ askedBy, status }: Standing): Side | null {
  if (!isOpen(status)) return null;
  return status === 'waiting' ? askedBy : otherSide(askedBy);
}

/** What can be done to a task; `pass` hands the turn to the other side together with a comment. */
export const taskMoves = ['start', 'pass', 'complete', 'reopen', 'cancel'] as const;
export type TaskMove = (typeof taskMoves)[number];

/** Which status a move by one side leads to; null when that side cannot make it now. */
export function afterMove(task: Standing, move: TaskMove, by: Side): TaskStatus | null {
  const open = isOpen(task.status);
  const does = by !== task.askedBy;
  switch (move) {
    case 'start':
      return does && (task.status === 'to_do' || task.status === 'waiting') ? 'in_progress' : null;
    case 'pass':
      if (turnOf(task) !== by) return null;
      return does ? 'waiting' : 'in_progress';
    case 'complete':
      return open ? 'done' : null;
    case 'cancel':
      return open && !does ? 'canceled' : null;
    case 'reopen':
      return open ? null : 'to_do';
  }
}

/** Whole days until a task is due, negative when overdue; null without a day or once it is over. */
export const daysLeftOf = (task: { status: TaskStatus; dueOn: string | null }, today: string): number | null =>
  task.dueOn === null || !isOpen(task.status) ? null : daysBetween(today, task.dueOn);

/** The next day to remind on: so many days after `day`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
