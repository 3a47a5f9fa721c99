import { and, eq } from 'drizzle-orm';
import { taskWatchers } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { findTask } from './task-row.ts';

/** The viewer no longer hears of a task, unless they take part in it again. */
export async function unwatchTask(ctx: Ctx<UserViewer>, input: { taskId: string }): Promise<Result<null>> {
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    if (!(await findTask(ctx, tx, input.taskId))) return fail('not_found', 'error.notFound');
    const mine = and(eq(taskWatchers.taskId, input.taskId), eq(taskWatchers.userId, ctx.viewer.userId));
    await tx.delete(taskWatchers).where(mine);
    return ok(null);
  });
}
