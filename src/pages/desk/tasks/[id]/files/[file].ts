import { z } from 'zod';
import { endpoint, fail, sendFile } from '#server/http/index.ts';
import { getTaskFile, taskId } from '#server/tasks/index.ts';

/** A file of a task: shown where a browser can do so safely, saved with `?save`. */
export const GET = endpoint({
  who: 'staff',
  params: z.object({ id: taskId, file: z.uuid() }),
  async handle({ ctx, params, context }) {
    const file = await getTaskFile(ctx, { taskId: params.id, fileId: params.file });
    if (!file) return fail('not_found', 'error.notFound');
    return sendFile(context, file, { inline: !context.url.searchParams.has('save') });
  },
});
