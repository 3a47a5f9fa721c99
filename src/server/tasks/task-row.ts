import { and, eq } from 'drizzle-orm';
import { taskEntries, tasks, taskWatchers } from '#db/schema/tasks.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { canSeeTask, sideOf } from './task.policy.ts';

export type TaskRow = typeof tasks.$inferSelect;
type Entry = Pick<typeof taskEntries.$inferInsert, 'kind' | 'text' | 'fromValue' | 'toValue' | 'ofSide' | 'clientId'>;

/** Null for the system. */
export const actorOf = (ctx: Ctx): string | null => (ctx.viewer.kind === 'user' ? ctx.viewer.userId : null);

/** The task inside a write; null when there is none or it is not the viewer's. */
export async function findTask(ctx: Ctx, tx: Tx, taskId: string): Promise<TaskRow | null> {
  const [task] = await tx.select().from(tasks).where(eq(tasks.id, taskId));
  return task && canSeeTask(ctx.viewer, task) ? task : null;
}

/** Whether the form that says something has been received before. */
export async function isNoted(tx: Tx, taskId: string, clientId: string): Promise<boolean> {
  const [known] = await tx
    .select({ id: taskEntries.id })
    .from(taskEntries)
    .where(and(eq(taskEntries.taskId, taskId), eq(taskEntries.clientId, clientId)));
  return known !== undefined;
}

/** Adds to the timeline and gives the id of the entry. */
export async function note(ctx: Ctx, tx: Tx, taskId: string, entry: Entry): Promise<string> {
  const id = ctx.ids.next();
  await tx.insert(taskEntries).values({
    ...entry,
    id,
    taskId,
    side: sideOf(ctx.viewer),
    byUserId: actorOf(ctx),
    createdAt: ctx.clock.now(),
  });
  return id;
}

/** Something new: it rises in lists of what changed last. */
export async function touchTask(ctx: Ctx, tx: Tx, taskId: string): Promise<void> {
  await tx.update(tasks).set({ updatedAt: ctx.clock.now() }).where(eq(tasks.id, taskId));
}

/** Whoever takes part hears of what follows. Watching twice is watching. */
export async function watch(ctx: Ctx, tx: Tx, taskId: string, userIds: readonly (string | null)[]): Promise<void> {
  const rows = userIds.flatMap((userId) => (userId === null ? [] : [{ taskId, userId, createdAt: ctx.clock.now() }]));
  if (rows.length > 0) await tx.insert(taskWatchers).values(rows).onConflictDoNothing();
}
