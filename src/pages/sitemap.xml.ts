import { sitemapOf, sitemapUrls } from '#components/help-center/sitemap.ts';
import { asAnyone, listPublicAddresses } from '#server/help-center/index.ts';
import { endpoint, publicFile } from '#server/http/index.ts';

/** Every public page with its translations; a list of files where there are more than one may hold. */
export const GET = endpoint({
  who: 'anyone',
  async handle({ ctx, context }) {
    const { ORIGIN } = ctx.platform.config;
    const urls = sitemapUrls(await listPublicAddresses(asAnyone(ctx, 'ru')), ORIGIN);
    return publicFile(context, { body: sitemapOf(urls, ORIGIN), type: 'application/xml; charset=utf-8' });
  },
});
