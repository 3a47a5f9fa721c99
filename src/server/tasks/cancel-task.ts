import type { Ctx } from '../context.ts';
import type { Result } from '../platform/result.ts';
import { moveTask, type TaskMoveInput } from './move-task.ts';
import { taskCanceled } from './task.events.ts';

/** Whoever asked no longer needs it. */
export const cancelTask = (ctx: Ctx, input: TaskMoveInput): Promise<Result<null>> =>
  moveTask(ctx, input, {
    move: 'cancel',
    entry: 'canceled',
    event: taskCanceled,
    reached: (status) => status === 'canceled',
  });
