import { z } from 'zod';
import { afterQuery, conversationId, getOwnConversation, watchConversation } from '#server/conversations/index.ts';
import { endpoint, eventStream, jsonFailure, resumeAfter } from '#server/http/index.ts';

const unknown = { code: 'not_found', message: 'error.notFound' } as const;

/** Messages and turns of the viewer's own conversation as they happen; resumes from Last-Event-ID or `?after=`. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ id: conversationId }),
  input: afterQuery,
  async handle({ ctx, params: { id }, input, locale, context }) {
    if (!(await getOwnConversation(ctx, id))) return jsonFailure(unknown, locale);
    const options = { after: resumeAfter(context.request, input.after), locale: input.locale ?? locale };
    return eventStream(context.request, (signal) => watchConversation(ctx, id, { ...options, signal }), {
      log: ctx.platform.log,
    });
  },
});
