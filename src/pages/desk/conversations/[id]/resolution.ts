import { deskConversation, deskPath } from '#components/desk/addresses.ts';
import { resolutionForm } from '#server/conversations/index.ts';
import { closeConversation, deskParams } from '#server/desk/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Resolves a conversation under one or more topics. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  input: resolutionForm,
  back: ({ id }) => `${deskConversation(id)}?resolve=1`,
  async handle({ ctx, params: { id }, input, wantsJson }) {
    const closed = await closeConversation(ctx, { conversationId: id, topics: input.topics });
    return wantsJson || !closed.ok ? closed : seeOther(`${deskPath}?done=desk.resolve.done`);
  },
});
