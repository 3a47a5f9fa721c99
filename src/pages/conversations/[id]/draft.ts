import { z } from 'zod';
import { conversationId, draftForm, saveDraft } from '#server/conversations/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Keeps what somebody has typed, per person and conversation. */
export const POST = endpoint({
  who: 'user',
  params: z.object({ id: conversationId }),
  input: draftForm,
  handle: ({ ctx, params: { id }, input }) => saveDraft(ctx, { place: id, text: input.text }),
});
