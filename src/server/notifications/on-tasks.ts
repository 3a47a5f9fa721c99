import { peopleOfCustomer } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { getPerson, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import {
  getTask,
  taskAssigned,
  taskCanceled,
  taskCommented,
  taskCompleted,
  taskCreated,
  taskDueChanged,
  taskReminderDue,
  taskReopened,
  type TaskDetails,
} from '../tasks/index.ts';
import type { Kind } from './kinds.ts';
import { membersFor, sideOfPerson, staffFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

type What = 'asked' | 'assigned' | 'reminder' | 'commented' | 'passed' | 'completed' | 'reopened' | 'canceled' | 'due';
interface Happened {
  id: string;
  payload: { customerId: string; taskId: string; byUserId: string | null };
  createdAt: Date;
}
interface Told {
  customer: string[];
  company: string[];
}

/** Words are read in the task itself, often at once: mail only when they are still unread then. */
const READS_WITHIN_MS = 2 * 60 * 1_000;

/** A colleague of whoever asks is not asked for anything: they look after it. */
const kindFor = (what: What, { askedBy }: TaskDetails): { customer: Kind; company: Kind } => {
  const [asked, assigned] = [what === 'asked', what === 'assigned'];
  if (asked && askedBy === 'company') return { customer: 'task.asked', company: 'customer.taskAssigned' };
  if (asked) return { customer: 'task.assigned', company: 'customer.taskAsked' };
  if (assigned) return { customer: 'task.assigned', company: 'customer.taskAssigned' };
  if (what === 'reminder') return { customer: 'task.reminder', company: 'customer.taskReminder' };
  return { customer: 'task.changed', company: 'customer.taskChanged' };
};

/**
 * Who hears of a task: who takes part on both sides, less whoever did it. Where nobody of the other side takes part yet,
 * everyone of the customer who may see tasks, or who looks after them with us.
 */
async function takingPart(ctx: Ctx<SystemViewer>, task: TaskDetails, byUserId: string | null): Promise<Told> {
  const { customerId, assignees, watchers } = task;
  const actor = await sideOfPerson(ctx, byUserId);
  const except = [byUserId];
  const involved = [...watchers, assignees.customer, assignees.company].flatMap((each) => each?.userId ?? []);
  const able = await membersFor(ctx, 'task.asked', { customerId, except });
  const members = able.filter((userId) => involved.includes(userId));
  const staff = await staffFor(ctx, customerId, { except, involved });
  const named = staff.filter((userId) => involved.includes(userId));
  return {
    customer: members.length > 0 || actor === 'customer' ? members : able,
    company: actor === 'company' ? named : staff,
  };
}

async function tellOfTask(
  app: App,
  what: What,
  event: Happened,
  choose: (told: Told, task: TaskDetails) => Partial<Told> = (told) => told,
): Promise<void> {
  const ctx = systemCtx(app);
  const { taskId, customerId, byUserId } = event.payload;
  const task = await getTask(ctx, taskId);
  if (!task) return;
  const told = choose(await takingPart(ctx, task, byUserId), task);
  const by = byUserId === null ? null : await getPerson(ctx.db.read, byUserId);
  const values = {
    what,
    title: task.title,
    customer: (await peopleOfCustomer(ctx.db.read, customerId)).name,
    // Whose name it is stands beside it, so that it can be forgotten with them.
    name: by?.name ?? '',
    userId: byUserId ?? '',
    who: by ? 'known' : 'none',
    due: task.dueOn === null ? '' : { day: task.dueOn },
    dated: task.dueOn === null ? 'none' : 'yes',
  };
  const waits = what === 'commented' || what === 'passed';
  const mailAfter = waits ? new Date(event.createdAt.getTime() + READS_WITHIN_MS) : undefined;
  const about = { customerId, target: `task:${taskId}`, values, at: event.createdAt, mailAfter };
  const kinds = kindFor(what, task);
  await tell(ctx, { ...about, key: `${event.id}:customer`, kind: kinds.customer }, told.customer ?? []);
  await tell(ctx, { ...about, key: `${event.id}:company`, kind: kinds.company }, told.company ?? []);
}

/** Tasks, told to those who take part. That one was begun is seen on its page. */
export const onTasks = (app: App): Subscription[] => [
  subscribe(taskCreated, 'notifications.task-created', (event) => tellOfTask(app, 'asked', event)),
  subscribe(taskAssigned, 'notifications.task-assigned', (event) =>
    tellOfTask(app, 'assigned', event, (told) => {
      const named = (ids: string[]) => ids.filter((userId) => userId === event.payload.assigneeId);
      return { customer: named(told.customer), company: named(told.company) };
    }),
  ),
  // Only those whose turn it is.
  subscribe(taskReminderDue, 'notifications.task-reminder', (event) =>
    tellOfTask(app, 'reminder', event, (told, { turn }) => (turn === null ? {} : { [turn]: told[turn] })),
  ),
  subscribe(taskCommented, 'notifications.task-commented', (event) =>
    tellOfTask(app, event.payload.passed ? 'passed' : 'commented', event),
  ),
  subscribe(taskCompleted, 'notifications.task-completed', (event) => tellOfTask(app, 'completed', event)),
  subscribe(taskReopened, 'notifications.task-reopened', (event) => tellOfTask(app, 'reopened', event)),
  subscribe(taskCanceled, 'notifications.task-canceled', (event) => tellOfTask(app, 'canceled', event)),
  subscribe(taskDueChanged, 'notifications.task-due', (event) => tellOfTask(app, 'due', event)),
];
