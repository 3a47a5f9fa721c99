import { deskConversation, deskPath } from '#components/desk/addresses.ts';
import { releaseConversation, releaseForm } from '#server/conversations/index.ts';
import { deskParams } from '#server/desk/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Passes a conversation on: to the queue, or back to the assistant. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  input: releaseForm,
  back: ({ id }) => deskConversation(id),
  async handle({ ctx, params: { id }, input, wantsJson }) {
    const released = await releaseConversation(ctx, { conversationId: id, ...input });
    if (wantsJson || !released.ok) return released;
    const done = input.to === 'queue' ? 'desk.release.done' : 'desk.release.assistant.done';
    return seeOther(`${deskPath}?done=${done}`);
  },
});
