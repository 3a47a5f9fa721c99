import { eq } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { isCustomer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { isAssignable } from './assignable.ts';
import { dayAfter } from './task.ts';
import { taskCreated } from './task.events.ts';
import { canAskFor } from './task.policy.ts';
import { actorOf, watch } from './task-row.ts';
import { newTask, type NewTask } from './task.schema.ts';

/**
 * Asks the other side for something. What it is about is only a name here: whoever shows it asks the module that owns it. The
 * same form sent twice makes one task.
 */
export async function createTask(ctx: Ctx, input: NewTask): Promise<Result<{ taskId: string }>> {
  const task = newTask.parse(input);
  const { viewer } = ctx;
  if (!canAskFor(viewer, task)) return fail('not_found', 'error.notFound');
  const askedBy = isCustomer(viewer) ? 'customer' : (task.askedBy ?? 'company');
  // A customer does not name our people: whoever takes it will.
  const companyAssigneeId = isCustomer(viewer) ? null : task.companyAssigneeId;
  for (const [side, assigneeId] of [
    ['customer', task.customerAssigneeId],
    ['company', companyAssigneeId],
  ] as const) {
    if (!(await isAssignable(ctx, task.customerId, side, assigneeId))) {
      return fail('invalid_input', 'error.invalidInput', { fields: { [`${side}AssigneeId`]: 'error.invalidField' } });
    }
  }
  const { customerId, title, text, dueOn, subject, customerAssigneeId, remindEveryDays, clientId = null } = task;
  const now = ctx.clock.now();
  const taskId = ctx.ids.next();
  const byUserId = actorOf(ctx);
  return ctx.db.write(async (tx): Promise<Result<{ taskId: string }>> => {
    const [created] = await tx
      .insert(tasks)
      .values({
        id: taskId,
        customerId,
        askedBy,
        title,
        text,
        status: 'to_do',
        dueOn,
        customerAssigneeId,
        companyAssigneeId,
        subjectKind: subject?.kind ?? null,
        subjectKey: subject?.key ?? null,
        remindEveryDays,
        remindNextOn: remindEveryDays === null ? null : dayAfter(companyDay(ctx.clock), remindEveryDays),
        createdBy: byUserId,
        clientId,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing({ target: tasks.clientId })
      .returning({ id: tasks.id });
    if (!created) {
      const [known] = await tx
        .select({ id: tasks.id, customerId: tasks.customerId, createdBy: tasks.createdBy })
        .from(tasks)
        .where(eq(tasks.clientId, clientId ?? ''));
      if (known?.customerId !== customerId || known.createdBy !== byUserId) return fail('conflict', 'error.conflict');
      return ok({ taskId: known.id });
    }
    await watch(ctx, tx, taskId, [byUserId, customerAssigneeId, companyAssigneeId]);
    await publish(ctx, tx, taskCreated({ customerId, taskId, byUserId }));
    return ok({ taskId });
  });
}
