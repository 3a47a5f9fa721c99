import { z } from 'zod';
import {
  conversationId,
  fileMessageForm,
  getConversation,
  keepAsDraft,
  postWithFiles,
} from '#server/conversations/index.ts';
import { uploadLimits } from '#server/files/index.ts';
import { endpoint, fail, readUpload } from '#server/http/index.ts';

/**
 * A message with files, of the owner or of the agent who has the conversation. When it is refused the page begins anew: the words
 * are found in the draft.
 */
export const POST = endpoint({
  who: 'user',
  params: z.object({ id: conversationId }),
  limit: 'message',
  async handle({ ctx, params: { id }, context }) {
    // Before anything is read: whose it is comes first.
    if (!(await getConversation(ctx, id))) return fail('not_found', 'error.notFound');
    const { values, uploads, failure } = await readUpload(context, uploadLimits.attachment);
    const form = fileMessageForm.safeParse(values);
    const sent = failure
      ? fail(failure.code, failure.message, failure)
      : form.success
        ? await postWithFiles(ctx, { conversationId: id, uploads, ...form.data })
        : fail('invalid_input', 'error.invalidInput');
    if (!sent.ok && typeof values['text'] === 'string') await keepAsDraft(ctx, { place: id, text: values['text'] });
    return sent;
  },
});
