import { z } from 'zod';
import { documentId, getSigningSheet, versionNumber } from '#server/documents/index.ts';
import { endpoint, fail, pdfFile } from '#server/http/index.ts';

/** The signing sheet of a signed version. */
export const GET = endpoint({
  who: 'user',
  params: z.object({ id: documentId, number: versionNumber }),
  async handle({ ctx, params: { id, number }, locale }) {
    const sheet = await getSigningSheet(ctx, id, number, locale);
    return sheet ? pdfFile(sheet.bytes, sheet.name) : fail('not_found', 'error.notFound');
  },
});
