import { endpoint } from '#server/http/index.ts';

/** Only the help center is for everyone; search results would be endless. */
export const GET = endpoint({
  who: 'anyone',
  handle({ ctx }) {
    const lines = [
      'User-agent: *',
      'Disallow: /cabinet',
      'Disallow: /desk',
      'Disallow: /admin',
      'Disallow: /account',
      'Disallow: /*help/search',
      'Disallow: /*help/suggestions',
      `Sitemap: ${ctx.platform.config.ORIGIN}/sitemap.xml`,
    ];
    return Promise.resolve(
      new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
    );
  },
});
