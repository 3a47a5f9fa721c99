import { deskConversation } from '#components/desk/addresses.ts';
import { noteForm } from '#server/conversations/index.ts';
import { deskParams, postFromDesk } from '#server/desk/index.ts';
import { endpoint } from '#server/http/index.ts';

/** A note for the staff. */
export const POST = endpoint({
  who: 'staff',
  params: deskParams,
  input: noteForm,
  limit: 'message',
  back: ({ id }) => deskConversation(id),
  handle: ({ ctx, params: { id }, input }) => postFromDesk(ctx, { ...input, kind: 'note', conversationId: id }),
});
