import { and, eq, isNull } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { isAssignable } from './assignable.ts';
import type { Side } from './task.ts';
import { taskAssigned } from './task.events.ts';
import { canAssign } from './task.policy.ts';
import { getTaskCustomer } from './task.queries.ts';
import { actorOf, findTask, note, watch } from './task-row.ts';

export interface NewAssignee {
  taskId: string;
  side: Side;
  /** Null for nobody in particular. */
  assigneeId: string | null;
  /** Whom the person saw there: somebody else means that a colleague was faster. */
  was: string | null;
}

/** Names who looks after a task on one side. They hear of it from now on. */
export async function assignTask(ctx: Ctx, { taskId, side, assigneeId, was }: NewAssignee): Promise<Result<null>> {
  const customerId = await getTaskCustomer(ctx, taskId);
  if (customerId === null) return fail('not_found', 'error.notFound');
  if (!(await isAssignable(ctx, customerId, side, assigneeId))) {
    return fail('invalid_input', 'error.invalidInput', { fields: { assigneeId: 'error.invalidField' } });
  }
  const column = side === 'customer' ? tasks.customerAssigneeId : tasks.companyAssigneeId;
  const key = side === 'customer' ? 'customerAssigneeId' : 'companyAssigneeId';
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const task = await findTask(ctx, tx, taskId);
    if (!task) return fail('not_found', 'error.notFound');
    if (task[key] === assigneeId) return ok(null);
    if (!canAssign(ctx.viewer, task, side)) return fail('conflict', 'task.error.changed');
    const [changed] = await tx
      .update(tasks)
      .set({ [key]: assigneeId, updatedAt: ctx.clock.now() })
      .where(and(eq(tasks.id, taskId), was === null ? isNull(column) : eq(column, was)))
      .returning({ id: tasks.id });
    if (!changed) return fail('conflict', 'task.error.assigneeChanged');
    const byUserId = actorOf(ctx);
    await note(ctx, tx, taskId, { kind: 'assigned', ofSide: side, fromValue: task[key], toValue: assigneeId });
    await watch(ctx, tx, taskId, [assigneeId]);
    await publish(ctx, tx, taskAssigned({ customerId: task.customerId, taskId, byUserId, side, assigneeId }));
    return ok(null);
  });
}
