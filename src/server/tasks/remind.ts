import { and, eq, lte, notInArray } from 'drizzle-orm';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { companyDay, companyHour } from '../platform/company-day.ts';
import { publish } from '../platform/events.ts';
import { dayAfter } from './task.ts';
import { taskReminderDue } from './task.events.ts';

/** Nobody is reminded before the company's working day begins. */
const FIRST_HOUR = 9;
const AT_ONCE = 200;

/**
 * Says which tasks are to be reminded of today; regular work, asked for every few minutes. Each day to remind on is told once,
 * whoever runs this how often: the cursor moves in the same write. Days that were missed are not made up for.
 *
 * @returns how many reminders were told
 */
export async function remindOfTasks(ctx: Ctx): Promise<number> {
  if (companyHour(ctx.clock) < FIRST_HOUR) return 0;
  const today = companyDay(ctx.clock);
  const due = await ctx.db.read
    .select({ id: tasks.id, customerId: tasks.customerId, day: tasks.remindNextOn, every: tasks.remindEveryDays })
    .from(tasks)
    .where(and(lte(tasks.remindNextOn, today), notInArray(tasks.status, ['done', 'canceled'])))
    .limit(AT_ONCE);
  let told = 0;
  for (const { id, customerId, day, every } of due) {
    if (day === null || every === null) continue;
    const reminded = await ctx.db.write(async (tx) => {
      const [moved] = await tx
        .update(tasks)
        .set({ remindNextOn: dayAfter(today, every) })
        .where(and(eq(tasks.id, id), eq(tasks.remindNextOn, day), notInArray(tasks.status, ['done', 'canceled'])))
        .returning({ id: tasks.id });
      if (moved) await publish(ctx, tx, taskReminderDue({ customerId, taskId: id, byUserId: null, day }));
      return moved !== undefined;
    });
    if (reminded) told += 1;
  }
  return told;
}
