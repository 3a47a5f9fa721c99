import type { Ctx } from '../context.ts';
import type { Result } from '../platform/result.ts';
import { moveTask, type TaskMoveInput } from './move-task.ts';
import { taskCompleted } from './task.events.ts';

/** It is done: said by whoever did it, or by whoever asked and has what they wanted. */
export const completeTask = (ctx: Ctx, input: TaskMoveInput): Promise<Result<null>> =>
  moveTask(ctx, input, {
    move: 'complete',
    entry: 'completed',
    event: taskCompleted,
    reached: (status) => status === 'done',
  });
