import { deskConversation } from '#components/desk/addresses.ts';
import { agentReplyForm } from '#server/conversations/index.ts';
import { deskParams, postFromDesk } from '#server/desk/index.ts';
import { endpoint } from '#server/http/index.ts';

/** An agent's reply. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  input: agentReplyForm,
  limit: 'message',
  back: ({ id }) => deskConversation(id),
  handle: ({ ctx, params: { id }, input }) => postFromDesk(ctx, { ...input, kind: 'reply', conversationId: id }),
});
