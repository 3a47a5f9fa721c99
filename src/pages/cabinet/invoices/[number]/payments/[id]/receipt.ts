import { z } from 'zod';
import { invoiceNumber, receiptPdf } from '#server/billing/index.ts';
import { endpoint, fail, pdfFile } from '#server/http/index.ts';

/** The receipt of a payment as a PDF, for its customer and for those who look after them. */
export const GET = endpoint({
  who: 'user',
  params: z.object({ number: invoiceNumber, id: z.uuid() }),
  limit: 'paper',
  async handle({ ctx, params: { number, id }, locale }) {
    const paper = await receiptPdf(ctx, { number, paymentId: id }, { locale, timeZone: ctx.viewer.timeZone });
    return paper ? pdfFile(paper.bytes, paper.name) : fail('not_found', 'error.notFound');
  },
});
