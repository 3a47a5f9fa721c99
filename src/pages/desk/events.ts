import { answersCustomers } from '#server/conversations/index.ts';
import { deskQuery, watchDesk } from '#server/desk/index.ts';
import { endpoint, eventStream, jsonFailure } from '#server/http/index.ts';

/** Says when the lists or the open conversation change; the page asks for the parts anew. */
export const GET = endpoint({
  who: 'staff',
  input: deskQuery,
  handle({ ctx, input, locale, context }) {
    if (!answersCustomers(ctx.viewer)) {
      return Promise.resolve(jsonFailure({ code: 'not_found', message: 'error.notFound' }, locale));
    }
    const { log } = ctx.platform;
    const watch = (signal: AbortSignal) => watchDesk(ctx, { conversationId: input.conversation, locale, signal });
    return Promise.resolve(eventStream(context.request, watch, { log }));
  },
});
