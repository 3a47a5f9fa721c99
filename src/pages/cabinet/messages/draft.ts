import { draftForm, NEW_CONVERSATION, saveDraft } from '#server/conversations/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Keeps the first message of a conversation that is yet to be started. */
export const POST = endpoint({
  who: 'customer',
  input: draftForm,
  handle: ({ ctx, input }) => saveDraft(ctx, { place: NEW_CONVERSATION, text: input.text }),
});
