import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import type { Result } from '../platform/result.ts';
import { moveTask, type TaskMoveInput } from './move-task.ts';
import { dayAfter, isOpen } from './task.ts';
import { taskReopened } from './task.events.ts';

/** It was not done after all; its reminders start anew. */
export const reopenTask = (ctx: Ctx, input: TaskMoveInput): Promise<Result<null>> =>
  moveTask(ctx, input, {
    move: 'reopen',
    entry: 'reopened',
    event: taskReopened,
    reached: isOpen,
    also: ({ remindEveryDays }) =>
      remindEveryDays === null ? {} : { remindNextOn: dayAfter(companyDay(ctx.clock), remindEveryDays) },
  });
