import { z } from 'zod';
import { taskPath } from '#components/tasks/addresses.ts';
import { uploadLimits } from '#server/files/index.ts';
import { endpoint, fail, readUpload, seeOther } from '#server/http/index.ts';
import { attachToTask, getTask, taskId } from '#server/tasks/index.ts';

/** Adds files to a task. Whose it is is asked before anything is received. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ id: taskId }),
  back: ({ id }) => taskPath(id, 'cabinet'),
  async handle({ ctx, params, context, wantsJson }) {
    if (!(await getTask(ctx, params.id))) return fail('not_found', 'error.notFound');
    const { uploads, failure } = await readUpload(context, uploadLimits.attachment);
    if (failure) return { ok: false, error: failure };
    const attached = await attachToTask(ctx, { taskId: params.id, uploads });
    return attached.ok && !wantsJson ? seeOther(`${taskPath(params.id, 'cabinet')}?done=task.done.attach`) : attached;
  },
});
