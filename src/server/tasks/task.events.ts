import { defineEvent } from '../platform/events.ts';
import type { Side } from './task.ts';

interface OfTask {
  customerId: string;
  taskId: string;
  /** Null for the system: nobody is told of what they did themselves. */
  byUserId: string | null;
}

export const taskCreated = defineEvent<OfTask>('task.created');
/** Something was said; `passed` when it is the other side's turn now. */
export const taskCommented = defineEvent<OfTask & { passed: boolean }>('task.commented');
export const taskStarted = defineEvent<OfTask>('task.started');
export const taskCompleted = defineEvent<OfTask>('task.completed');
export const taskReopened = defineEvent<OfTask>('task.reopened');
export const taskCanceled = defineEvent<OfTask>('task.canceled');
export const taskDueChanged = defineEvent<OfTask>('task.dueChanged');
/** `assigneeId` looks after it on that side now; null for nobody. */
export const taskAssigned = defineEvent<OfTask & { side: Side; assigneeId: string | null }>('task.assigned');
/** A day on which to remind has come; once per day and task. */
export const taskReminderDue = defineEvent<OfTask & { day: string }>('task.reminderDue');
