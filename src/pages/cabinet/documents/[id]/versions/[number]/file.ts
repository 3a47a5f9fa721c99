import { z } from 'zod';
import { documentId, getDocumentFile, versionNumber } from '#server/documents/index.ts';
import { endpoint, fail, sendFile } from '#server/http/index.ts';

/** The file of a version, for the customer and for our people; `?open` shows a PDF or an image in the browser. */
export const GET = endpoint({
  who: 'user',
  params: z.object({ id: documentId, number: versionNumber }),
  async handle({ ctx, params: { id, number }, context }) {
    const file = await getDocumentFile(ctx, id, number);
    if (!file) return fail('not_found', 'error.notFound');
    return sendFile(context, file, { inline: context.url.searchParams.has('open') });
  },
});
