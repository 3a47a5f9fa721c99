import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { messageForPerson, type MessageForPerson } from './conversation.presenter.ts';
import { getOwnConversation } from './conversation.queries.ts';
import { postMessage, type PostMessage } from './post-message.ts';

/** For the person's side: says something in the viewer's own conversation. Staff answer others' from the desk only. */
export async function postOwnMessage(ctx: Ctx, input: PostMessage, locale: Locale): Promise<Result<MessageForPerson>> {
  if (!(await getOwnConversation(ctx, input.conversationId))) return fail('not_found', 'error.notFound');
  const posted = await postMessage(ctx, input);
  return posted.ok ? ok(messageForPerson(posted.value, { people: new Map(), locale })) : posted;
}
