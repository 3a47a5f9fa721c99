import { z } from 'zod';
import { conversationId, noteRead, readForm } from '#server/conversations/index.ts';
import { endpoint } from '#server/http/index.ts';

/** How far the owner, or the agent who has it, has looked: the other side's ticks. */
export const POST = endpoint({
  who: 'anyone',
  params: z.object({ id: conversationId }),
  input: readForm,
  handle: ({ ctx, params: { id }, input }) => noteRead(ctx, { conversationId: id, upTo: input.upTo }),
});
