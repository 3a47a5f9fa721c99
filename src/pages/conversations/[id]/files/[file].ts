import { z } from 'zod';
import { conversationId, getAttachment } from '#server/conversations/index.ts';
import { endpoint, fail, sendFile } from '#server/http/index.ts';

/** A file sent in a conversation, for those who may read it. `?inline` shows a picture in place. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ id: conversationId, file: z.uuid() }),
  async handle({ ctx, params, context }) {
    const file = await getAttachment(ctx, { conversationId: params.id, fileId: params.file });
    return file
      ? sendFile(context, file, { inline: context.url.searchParams.has('inline') })
      : fail('not_found', 'error.notFound');
  },
});
