import { z } from 'zod';
import { conversationId, getThread } from '#server/conversations/index.ts';
import { endpoint, jsonFailure } from '#server/http/index.ts';
import { transcriptOf } from '#components/conversations/transcript.ts';

/** The viewer's own conversation as a text file. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ id: conversationId }),
  async handle({ ctx, params: { id }, locale }) {
    const thread = await getThread(ctx, id, { locale });
    if (!thread) return jsonFailure({ code: 'not_found', message: 'error.notFound' }, locale);
    const timeZone = ctx.viewer.kind === 'user' ? ctx.viewer.timeZone : 'Europe/Moscow';
    return new Response(transcriptOf(thread, locale, timeZone), {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="conversation-${thread.conversation.number}.txt"`,
      },
    });
  },
});
