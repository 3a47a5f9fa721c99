import { deskConversation } from '#components/desk/addresses.ts';
import { scriptForm, walkByForm } from '#server/assistant/index.ts';
import { deskParams } from '#server/desk/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Goes through a scenario for the person of a conversation: takes up a parked one, begins one, or makes a move. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  input: scriptForm,
  back: ({ id }) => deskConversation(id),
  async handle({ ctx, params: { id }, input, wantsJson }) {
    const walked = await walkByForm(ctx, { conversationId: id }, input);
    return wantsJson || !walked.ok ? walked : seeOther(`${deskConversation(id)}#script`);
  },
});
