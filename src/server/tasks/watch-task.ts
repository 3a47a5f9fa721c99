import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { findTask, watch } from './task-row.ts';

/** The viewer hears of what happens to a task from now on. */
export async function watchTask(ctx: Ctx<UserViewer>, input: { taskId: string }): Promise<Result<null>> {
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    if (!(await findTask(ctx, tx, input.taskId))) return fail('not_found', 'error.notFound');
    await watch(ctx, tx, input.taskId, [ctx.viewer.userId]);
    return ok(null);
  });
}
