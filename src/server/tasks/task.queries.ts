import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { taskEntries, taskFiles, tasks, taskWatchers } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { getFiles } from '../files/index.ts';
import { getPeople } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeTask } from './task.policy.ts';
import { personOf, presentTask, type People, type TaskDetails, type TaskEntry } from './task.presenter.ts';
import { isOpen } from './task.ts';
import type { TaskRow } from './task-row.ts';

// Kept in a variable: Drizzle drops the table names of columns that stand directly in a selected expression.
const said = sql`(select count(*) from ${taskEntries}
  where ${taskEntries.taskId} = ${tasks.id} and ${taskEntries.text} is not null)`;
export const taskColumns = { ...getTableColumns(tasks), comments: sql<number>`${said}` };

const findById = preparedOne((db) =>
  db
    .select(taskColumns)
    .from(tasks)
    .where(eq(tasks.id, sql.placeholder('id'))),
);
const entriesOf = prepared((db) =>
  db
    .select()
    .from(taskEntries)
    .where(eq(taskEntries.taskId, sql.placeholder('id')))
    .orderBy(asc(taskEntries.createdAt), asc(taskEntries.id))
    .limit(1000),
);
const watchersOf = prepared((db) =>
  db
    .select({ userId: taskWatchers.userId })
    .from(taskWatchers)
    .where(eq(taskWatchers.taskId, sql.placeholder('id')))
    .orderBy(asc(taskWatchers.createdAt), asc(taskWatchers.userId)),
);

const filesOf = prepared((db) =>
  db
    .select({ entryId: taskFiles.entryId, fileId: taskFiles.fileId })
    .from(taskFiles)
    .where(eq(taskFiles.taskId, sql.placeholder('id')))
    .orderBy(asc(taskFiles.fileId)),
);

/** One task with everything said and done. Null when there is none, or it is not the viewer's. At most six queries. */
export async function getTask(ctx: Ctx, taskId: string): Promise<TaskDetails | null> {
  const row = await findById(ctx.db.read, { id: taskId });
  if (!row || !canSeeTask(ctx.viewer, row)) return null;
  const entries = await entriesOf(ctx.db.read, { id: taskId });
  const watchers = await watchersOf(ctx.db.read, { id: taskId });
  const attached = await filesOf(ctx.db.read, { id: taskId });
  const files = await getFiles(
    ctx,
    attached.map(({ fileId }) => fileId),
  );
  const people = await getPeople(ctx.db.read, [
    ...peopleIn(row),
    ...entries.flatMap((entry) => [entry.byUserId ?? '', ...(entry.kind === 'assigned' ? valuesOf(entry) : [])]),
    ...watchers.map(({ userId }) => userId),
  ]);
  return {
    ...presentTask(ctx.viewer, row, people, companyDay(ctx.clock)),
    text: row.text,
    createdBy: personOf(row.createdBy, people),
    remindEveryDays: row.remindEveryDays,
    remindNextOn: isOpen(row.status) ? row.remindNextOn : null,
    entries: entries.map((entry) => ({
      ...presentEntry(entry, people),
      files: attached
        .filter(({ entryId }) => entryId === entry.id)
        .flatMap(({ fileId }) => {
          const file = files.get(fileId);
          return file ? [{ id: file.id, name: file.name, mediaType: file.mediaType, size: file.size }] : [];
        }),
    })),
    watchers: watchers.flatMap(({ userId }) => personOf(userId, people) ?? []),
  };
}

/** Whose task it is; null when there is none, or it is not the viewer's. */
export async function getTaskCustomer(ctx: Ctx, taskId: string): Promise<string | null> {
  const row = await findById(ctx.db.read, { id: taskId });
  return row && canSeeTask(ctx.viewer, row) ? row.customerId : null;
}

export const peopleIn = (row: TaskRow): string[] =>
  [row.createdBy, row.customerAssigneeId, row.companyAssigneeId].filter((id) => id !== null);

type EntryRow = typeof taskEntries.$inferSelect;
const valuesOf = ({ fromValue, toValue }: EntryRow): string[] => [fromValue, toValue].filter((value) => value !== null);

function presentEntry(row: EntryRow, people: People): Omit<TaskEntry, 'files'> {
  const { id, kind, side, text, createdAt } = row;
  const shown = (value: string | null) => (kind === 'assigned' ? (personOf(value, people)?.name ?? null) : value);
  const by = personOf(row.byUserId, people);
  return { id, kind, side, by, text, from: shown(row.fromValue), to: shown(row.toValue), at: createdAt };
}
