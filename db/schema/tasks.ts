import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, day, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { files } from './files.ts';
import { users } from './identity.ts';

const open = sql`status NOT IN ('done', 'canceled')`;

/** What the company asks of a customer, or a customer of the company. Whose turn it is and what is overdue is derived. */
export const tasks = sqliteTable(
  'tasks',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** Who asks; the other side does it. */
    askedBy: text('asked_by', { enum: ['customer', 'company'] }).notNull(),
    title: text('title').notNull(),
    /** Plain text; empty when the title says it all. */
    text: text('text').notNull(),
    /** waiting: whoever does it cannot go on without an answer of whoever asks. */
    status: text('status', { enum: ['to_do', 'in_progress', 'waiting', 'done', 'canceled'] }).notNull(),
    dueOn: day('due_on'),
    /** Who looks after it on each side. */
    customerAssigneeId: text('customer_assignee_id').references(() => users.id),
    companyAssigneeId: text('company_assignee_id').references(() => users.id),
    /** What it is about: `order` and `2418` (see Subject). */
    subjectKind: text('subject_kind', { enum: ['invoice', 'order', 'document', 'task', 'conversation'] }),
    subjectKey: text('subject_key'),
    /** Remind every so many days until it is done; the day of the next reminder is its cursor. */
    remindEveryDays: integer('remind_every_days'),
    remindNextOn: day('remind_next_on'),
    createdBy: text('created_by').references(() => users.id),
    /** Made by the form, so that sending it twice makes one task. */
    clientId: text('client_id').unique(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('tasks_customer_open').on(table.customerId, table.dueOn).where(open),
    index('tasks_customer_updated').on(table.customerId, table.updatedAt),
    index('tasks_open').on(table.dueOn).where(open),
    index('tasks_updated').on(table.updatedAt),
    index('tasks_company_assignee').on(table.companyAssigneeId).where(open),
    index('tasks_subject').on(table.subjectKind, table.subjectKey),
    index('tasks_reminders')
      .on(table.remindNextOn)
      .where(sql`remind_next_on IS NOT NULL AND status NOT IN ('done', 'canceled')`),
  ],
);

/** What was said and done about a task, oldest first: its timeline. */
export const taskEntries = sqliteTable(
  'task_entries',
  {
    id: id(),
    taskId: text('task_id')
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    kind: text('kind', {
      enum: [
        'commented',
        'passed',
        'started',
        'completed',
        'reopened',
        'canceled',
        'due_changed',
        'assigned',
        'attached',
      ],
    }).notNull(),
    side: text('side', { enum: ['customer', 'company'] }).notNull(),
    /** Null for the system. */
    byUserId: text('by_user_id').references(() => users.id),
    text: text('text'),
    /** due_changed: days; assigned: user ids. */
    fromValue: text('from_value'),
    toValue: text('to_value'),
    /** assigned: on which side. */
    ofSide: text('of_side', { enum: ['customer', 'company'] }),
    /** Made by the form, so that sending it twice says it once. */
    clientId: text('client_id'),
    createdAt: createdAt(),
  },
  (table) => [
    index('task_entries_task').on(table.taskId, table.createdAt, table.id),
    uniqueIndex('task_entries_client').on(table.taskId, table.clientId),
  ],
);

/** Files that came with an entry of the timeline. */
export const taskFiles = sqliteTable(
  'task_files',
  {
    taskId: text('task_id')
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    entryId: text('entry_id')
      .notNull()
      .references(() => taskEntries.id, { onDelete: 'cascade' }),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.fileId] })],
);

/** Who wants to hear of a task. */
export const taskWatchers = sqliteTable(
  'task_watchers',
  {
    taskId: text('task_id')
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.userId] }), index('task_watchers_user').on(table.userId)],
);
