import { z } from 'zod';
import { documentId, withdrawDocument } from '#server/documents/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Takes a document back from its customer. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ id: documentId }),
  back: ({ id }) => `/desk/documents/${id}?done=document.done.withdrawn`,
  handle: ({ ctx, params: { id } }) => withdrawDocument(ctx, id),
});
