import { listPublicAddresses } from '#server/help-center/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Every public page with its translations (sitemaps.org 0.9, hreflang by xhtml:link). */
export const GET = endpoint({
  who: 'anyone',
  async handle({ ctx }) {
    const { ORIGIN } = ctx.platform.config;
    const entries = (await listPublicAddresses(ctx)).flatMap(({ versions, updatedOn }) => {
      const links = Object.entries(versions).map(
        ([language, path]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${ORIGIN}${path}"/>`,
      );
      const changed = updatedOn === null ? '' : `<lastmod>${updatedOn}</lastmod>`;
      return Object.values(versions).map((path) => `<url><loc>${ORIGIN}${path}</loc>${changed}${links.join('')}</url>`);
    });
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`;
    return new Response(body, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
  },
});
