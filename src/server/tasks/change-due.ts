import { and, eq, isNull } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { taskDueChanged } from './task.events.ts';
import { canChangeDue } from './task.policy.ts';
import { actorOf, findTask, note } from './task-row.ts';

export interface NewDue {
  taskId: string;
  /** `YYYY-MM-DD`; null takes the day away. */
  dueOn: string | null;
  /** The day the person saw: another one means that somebody was faster. */
  was: string | null;
}

/** Sets, moves or takes away the day a task is due. */
export async function changeDue(ctx: Ctx, { taskId, dueOn, was }: NewDue): Promise<Result<null>> {
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const task = await findTask(ctx, tx, taskId);
    if (!task) return fail('not_found', 'error.notFound');
    if (task.dueOn === dueOn) return ok(null);
    if (!canChangeDue(ctx.viewer, task)) return fail('conflict', 'task.error.changed');
    const [changed] = await tx
      .update(tasks)
      .set({ dueOn, updatedAt: ctx.clock.now() })
      .where(and(eq(tasks.id, taskId), was === null ? isNull(tasks.dueOn) : eq(tasks.dueOn, was)))
      .returning({ id: tasks.id });
    if (!changed) return fail('conflict', 'task.error.dueChanged');
    const byUserId = actorOf(ctx);
    await note(ctx, tx, taskId, { kind: 'due_changed', fromValue: task.dueOn, toValue: dueOn });
    await publish(ctx, tx, taskDueChanged({ customerId: task.customerId, taskId, byUserId }));
    return ok(null);
  });
}
