import { and, eq } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish, type EventType } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { afterMove, type TaskMove, type TaskStatus } from './task.ts';
import { sideOf } from './task.policy.ts';
import { actorOf, findTask, note, watch, type TaskRow } from './task-row.ts';

export interface TaskMoveInput {
  taskId: string;
  /** Said along with it. */
  text?: string | undefined;
  /** Made by the form that says it. */
  clientId?: string | undefined;
}

interface Kind {
  move: Exclude<TaskMove, 'pass'>;
  entry: 'started' | 'completed' | 'reopened' | 'canceled';
  event: EventType<{ customerId: string; taskId: string; byUserId: string | null }>;
  /** A task that stands like this already needs nothing more: repeating is harmless. */
  reached: (status: TaskStatus) => boolean;
  /** What else changes with it. */
  also?: (task: TaskRow) => Partial<typeof tasks.$inferInsert>;
}

/** What the verbs that move a task share: look, decide, a guarded update, the timeline, the event. */
export async function moveTask(ctx: Ctx, input: TaskMoveInput, kind: Kind): Promise<Result<null>> {
  const { taskId, text = '', clientId = null } = input;
  return ctx.db.write(async (tx: Tx): Promise<Result<null>> => {
    const task = await findTask(ctx, tx, taskId);
    if (!task) return fail('not_found', 'error.notFound');
    if (kind.reached(task.status)) {
      // What was typed along with it must not disappear.
      return text === '' ? ok(null) : fail('conflict', 'task.error.changed');
    }
    const status = afterMove(task, kind.move, sideOf(ctx.viewer));
    if (status === null) return fail('conflict', 'task.error.changed');
    const [moved] = await tx
      .update(tasks)
      .set({ status, updatedAt: ctx.clock.now(), ...kind.also?.(task) })
      .where(and(eq(tasks.id, taskId), eq(tasks.status, task.status)))
      .returning({ id: tasks.id });
    if (!moved) return fail('conflict', 'task.error.changed');
    const byUserId = actorOf(ctx);
    await note(ctx, tx, taskId, { kind: kind.entry, text: text === '' ? null : text, clientId });
    await watch(ctx, tx, taskId, [byUserId]);
    await publish(ctx, tx, kind.event({ customerId: task.customerId, taskId, byUserId }));
    return ok(null);
  });
}
