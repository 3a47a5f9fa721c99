import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import type { Result } from '../platform/result.ts';
import { assignTask } from './assign-task.ts';
import { cancelTask } from './cancel-task.ts';
import { changeDue } from './change-due.ts';
import { commentOnTask } from './comment-on-task.ts';
import { completeTask } from './complete-task.ts';
import { reopenTask } from './reopen-task.ts';
import { startTask } from './start-task.ts';
import type { TaskAct } from './task.schema.ts';
import { unwatchTask } from './unwatch-task.ts';
import { watchTask } from './watch-task.ts';

/** The page of a task posts all its forms to itself; each names one verb. */
export function actOnTask(ctx: Ctx<UserViewer>, taskId: string, input: TaskAct): Promise<Result<null>> {
  switch (input.act) {
    case 'comment':
    case 'pass':
      return commentOnTask(ctx, { ...input, taskId, pass: input.act === 'pass' });
    case 'start':
      return startTask(ctx, { ...input, taskId });
    case 'complete':
      return completeTask(ctx, { ...input, taskId });
    case 'reopen':
      return reopenTask(ctx, { ...input, taskId });
    case 'cancel':
      return cancelTask(ctx, { ...input, taskId });
    case 'due':
      return changeDue(ctx, { ...input, taskId });
    case 'assign':
      return assignTask(ctx, { ...input, taskId });
    case 'watch':
      return watchTask(ctx, { taskId });
    case 'unwatch':
      return unwatchTask(ctx, { taskId });
  }
}
