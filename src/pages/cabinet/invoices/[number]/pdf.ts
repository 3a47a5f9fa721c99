import { z } from 'zod';
import { invoiceNumber, invoicePdf } from '#server/billing/index.ts';
import { endpoint, fail, pdfFile } from '#server/http/index.ts';

/** The invoice as a PDF, for its customer and for those who look after them. */
export const GET = endpoint({
  who: 'user',
  params: z.object({ number: invoiceNumber }),
  limit: 'paper',
  async handle({ ctx, params: { number }, locale }) {
    const paper = await invoicePdf(ctx, number, { locale, timeZone: ctx.viewer.timeZone });
    return paper ? pdfFile(paper.bytes, paper.name) : fail('not_found', 'error.notFound');
  },
});
