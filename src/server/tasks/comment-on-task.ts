import { and, eq } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { afterMove } from './task.ts';
import { taskCommented } from './task.events.ts';
import { sideOf } from './task.policy.ts';
import { actorOf, findTask, isNoted, note, watch } from './task-row.ts';

export interface TaskComment {
  taskId: string;
  text: string;
  /** Made by the form: the same comment received twice is said once. */
  clientId: string;
  /** Hands the turn to the other side: a question to whoever asked, or the answer to it. */
  pass?: boolean;
}

/** Says something about a task. Handing the turn over is refused when the turn has moved meanwhile, comments never are. */
export async function commentOnTask(ctx: Ctx, input: TaskComment): Promise<Result<null>> {
  const { taskId, text, clientId, pass = false } = input;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const task = await findTask(ctx, tx, taskId);
    if (!task) return fail('not_found', 'error.notFound');
    if (await isNoted(tx, taskId, clientId)) return ok(null);
    const status = pass ? afterMove(task, 'pass', sideOf(ctx.viewer)) : task.status;
    if (status === null) return fail('conflict', 'task.error.changed');
    await note(ctx, tx, taskId, { kind: pass ? 'passed' : 'commented', text, clientId });
    await tx
      .update(tasks)
      .set({ status, updatedAt: ctx.clock.now() })
      .where(and(eq(tasks.id, taskId), eq(tasks.status, task.status)));
    const byUserId = actorOf(ctx);
    await watch(ctx, tx, taskId, [byUserId]);
    await publish(ctx, tx, taskCommented({ customerId: task.customerId, taskId, byUserId, passed: pass }));
    return ok(null);
  });
}
