import { z } from 'zod';
import { readLocale } from './_locale.ts';
import { linkPath, payByLink } from '#server/billing/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Starts paying what is due on the linked invoice: on to the provider's page. */
export const POST = endpoint({
  who: 'anyone',
  params: z.object({ token: z.string().max(100), locale: readLocale }),
  limit: 'payment',
  back: ({ token, locale }) => linkPath(token, locale),
  async handle({ ctx, params: { token, locale } }) {
    const started = await payByLink(ctx, { token, locale });
    if (!started.ok) return started;
    return new Response(null, { status: 303, headers: { location: started.value.url } });
  },
});
