import { deskConversation } from '#components/desk/addresses.ts';
import { takeConversation } from '#server/conversations/index.ts';
import { deskParams } from '#server/desk/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Takes a waiting conversation. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  back: ({ id }) => deskConversation(id),
  async handle({ ctx, params: { id }, wantsJson }) {
    const taken = await takeConversation(ctx, { conversationId: id });
    if (wantsJson || (!taken.ok && taken.error.code === 'not_found')) return taken;
    // The page names who has it; a word in an address cannot.
    return seeOther(deskConversation(id) + (taken.ok ? '' : '?problem=conversation.takenByColleague'));
  },
});
