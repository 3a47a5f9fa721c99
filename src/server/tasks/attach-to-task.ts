import { taskFiles } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { discardFile, getFile, storeUpload, type StoredFile, type Upload } from '../files/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { taskCommented } from './task.events.ts';
import { actorOf, findTask, note, touchTask, watch } from './task-row.ts';
import { getTask, getTaskCustomer } from './task.queries.ts';

/**
 * Adds files to a task. Each is checked and kept before any is attached: one that is refused refuses all, and names why.
 */
export async function attachToTask(
  ctx: Ctx,
  input: { taskId: string; uploads: readonly Upload[] },
): Promise<Result<null>> {
  const { taskId, uploads } = input;
  if ((await getTaskCustomer(ctx, taskId)) === null) return fail('not_found', 'error.notFound');
  if (uploads.length === 0) return fail('invalid_input', 'task.error.files');
  const kept: StoredFile[] = [];
  for (const upload of uploads) {
    const stored = await storeUpload(ctx, upload);
    if (!stored.ok) {
      for (const file of kept) await discardFile(ctx, file.id);
      return stored;
    }
    kept.push(stored.value);
  }
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const task = await findTask(ctx, tx, taskId);
    if (!task) return fail('not_found', 'error.notFound');
    const byUserId = actorOf(ctx);
    const entryId = await note(ctx, tx, taskId, { kind: 'attached' });
    await tx.insert(taskFiles).values(kept.map((file) => ({ taskId, entryId, fileId: file.id })));
    await touchTask(ctx, tx, taskId);
    await watch(ctx, tx, taskId, [byUserId]);
    await publish(ctx, tx, taskCommented({ customerId: task.customerId, taskId, byUserId, passed: false }));
    return ok(null);
  });
}

/** A file of a task, for whoever may see the task. Null for all others, and for one that hangs on another task. */
export async function getTaskFile(ctx: Ctx, input: { taskId: string; fileId: string }): Promise<StoredFile | null> {
  const task = await getTask(ctx, input.taskId);
  const known = task?.entries.some(({ files }) => files.some(({ id }) => id === input.fileId));
  return known ? getFile(ctx, input.fileId) : null;
}
