import { z } from 'zod';
import { afterQuery, conversationId, getThread, messageForm, postOwnMessage } from '#server/conversations/index.ts';
import { endpoint, json, jsonFailure, seeOther } from '#server/http/index.ts';
import { chatPath } from '#components/conversations/addresses.ts';

const unknown = { code: 'not_found', message: 'error.notFound' } as const;

const params = z.object({ id: conversationId });

/** The viewer's own conversation: what was said after `?after=`. */
export const GET = endpoint({
  who: 'anyone',
  params,
  input: afterQuery,
  async handle({ ctx, params: { id }, input, locale }) {
    const thread = await getThread(ctx, id, { after: input.after, locale: input.locale ?? locale });
    return thread ? json(thread) : jsonFailure(unknown, locale);
  },
});

export const POST = endpoint({
  who: 'anyone',
  params,
  input: messageForm,
  limit: 'message',
  back: ({ id }) => chatPath('ru', id),
  async handle({ ctx, params: { id }, input, wantsJson, locale }) {
    const posted = await postOwnMessage(ctx, { conversationId: id, ...input }, locale);
    if (!posted.ok) return posted;
    return wantsJson ? json(posted.value, 201) : seeOther(chatPath(locale, id));
  },
});
