import { z } from 'zod';
import { conversationId, fileMessageForm, getConversation, postWithFiles } from '#server/conversations/index.ts';
import { uploadLimits } from '#server/files/index.ts';
import { endpoint, fail, readUpload } from '#server/http/index.ts';

/** A message with files, of the owner or of the agent who has the conversation. */
export const POST = endpoint({
  who: 'user',
  params: z.object({ id: conversationId }),
  limit: 'message',
  async handle({ ctx, params: { id }, context }) {
    // Before anything is read: whose it is comes first.
    if (!(await getConversation(ctx, id))) return fail('not_found', 'error.notFound');
    const { values, uploads, failure } = await readUpload(context, uploadLimits.attachment);
    if (failure) return fail(failure.code, failure.message, failure);
    const form = fileMessageForm.safeParse(values);
    if (!form.success) return fail('invalid_input', 'error.invalidInput');
    return postWithFiles(ctx, { conversationId: id, uploads, ...form.data });
  },
});
