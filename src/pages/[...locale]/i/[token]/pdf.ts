import { z } from 'zod';
import { readLocale } from './_locale.ts';
import { pdfByLink } from '#server/billing/index.ts';
import { endpoint, fail, pdfFile } from '#server/http/index.ts';

/** The linked invoice as a PDF. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ token: z.string().max(100), locale: readLocale }),
  limit: 'invoiceLink',
  async handle({ ctx, params: { token, locale } }) {
    const paper = await pdfByLink(ctx, token, { locale, timeZone: 'Europe/Moscow' });
    if (!paper) return fail('not_found', 'error.notFound');
    const answer = pdfFile(paper.bytes, paper.name);
    answer.headers.set('cache-control', 'private, no-store');
    answer.headers.set('x-robots-tag', 'noindex');
    return answer;
  },
});
