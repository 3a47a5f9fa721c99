import { showsSubject } from '../customers/index.ts';
import type { Person, Viewer } from '../identity/index.ts';
import type { Subject } from '../platform/subject.ts';
import { daysLeftOf, turnOf, type Side, type TaskStatus } from './task.ts';
import type { TaskRow } from './task-row.ts';

export interface TaskPerson {
  userId: string;
  name: string;
}

/** A task in a list. The reader's side decides how its state is said. */
export interface TaskSummary {
  id: string;
  customerId: string;
  askedBy: Side;
  title: string;
  status: TaskStatus;
  /** Who has to do something now. */
  turn: Side | null;
  dueOn: string | null;
  /** Whole days until it is due, negative when overdue; null without a day and once it is over. */
  daysLeft: number | null;
  overdue: boolean;
  /** Null also where the viewer could not open it. */
  subject: Subject | null;
  assignees: Record<Side, TaskPerson | null>;
  comments: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface TaskEntry {
  id: string;
  kind:
    | 'commented'
    | 'passed'
    | 'started'
    | 'completed'
    | 'reopened'
    | 'canceled'
    | 'due_changed'
    | 'assigned'
    | 'attached';
  side: Side;
  /** Null for the system. */
  by: TaskPerson | null;
  text: string | null;
  /** due_changed: `YYYY-MM-DD`; assigned: names. Null for none. */
  from: string | null;
  to: string | null;
  /** attached: what came with it; files in quarantine are left out. */
  files: TaskFile[];
  at: Date;
}

export interface TaskFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

export interface TaskDetails extends TaskSummary {
  text: string;
  createdBy: TaskPerson | null;
  remindEveryDays: number | null;
  /** Day of the next reminder; null without reminders and once it is over. */
  remindNextOn: string | null;
  /** Oldest first. */
  entries: TaskEntry[];
  watchers: TaskPerson[];
}

export type People = ReadonlyMap<string, Pick<Person, 'name'>>;

export function presentTask(
  viewer: Viewer,
  row: TaskRow & { comments: number },
  people: People,
  today: string,
): TaskSummary {
  const { id, customerId, askedBy, title, status, dueOn, comments, createdAt, updatedAt } = row;
  const daysLeft = daysLeftOf(row, today);
  return {
    id,
    customerId,
    askedBy,
    title,
    status,
    turn: turnOf(row),
    dueOn,
    daysLeft,
    overdue: daysLeft !== null && daysLeft < 0,
    subject:
      row.subjectKind && row.subjectKey && showsSubject(viewer, customerId, row.subjectKind)
        ? { kind: row.subjectKind, key: row.subjectKey }
        : null,
    assignees: {
      customer: personOf(row.customerAssigneeId, people),
      company: personOf(row.companyAssigneeId, people),
    },
    comments,
    createdAt,
    updatedAt,
  };
}

export function personOf(userId: string | null, people: People): TaskPerson | null {
  const person = userId === null ? undefined : people.get(userId);
  return userId !== null && person ? { userId, name: person.name } : null;
}
