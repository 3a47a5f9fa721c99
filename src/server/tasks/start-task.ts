import type { Ctx } from '../context.ts';
import type { Result } from '../platform/result.ts';
import { moveTask, type TaskMoveInput } from './move-task.ts';
import { taskStarted } from './task.events.ts';

/** Whoever was asked has begun. */
export const startTask = (ctx: Ctx, input: TaskMoveInput): Promise<Result<null>> =>
  moveTask(ctx, input, {
    move: 'start',
    entry: 'started',
    event: taskStarted,
    reached: (status) => status === 'in_progress',
  });
