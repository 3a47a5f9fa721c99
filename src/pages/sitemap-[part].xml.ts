import { z } from 'zod';
import { sitemapPart, sitemapUrls } from '#components/help-center/sitemap.ts';
import { asAnyone, listPublicAddresses } from '#server/help-center/index.ts';
import { endpoint, fail, publicFile } from '#server/http/index.ts';

/** One of the files that sitemap.xml lists when there are several. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({
    part: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number),
  }),
  async handle({ ctx, params, context }) {
    const urls = sitemapUrls(await listPublicAddresses(asAnyone(ctx, 'ru')), ctx.platform.config.ORIGIN);
    const body = sitemapPart(urls, params.part);
    return body === null
      ? fail('not_found', 'error.notFound')
      : publicFile(context, { body, type: 'application/xml; charset=utf-8' });
  },
});
