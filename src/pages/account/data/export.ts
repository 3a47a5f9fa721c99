import { wordsFor } from '#content/words.ts';
import { companyDay, endpoint, zipFile } from '#server/http/index.ts';
import { takeAlong } from '#server/my-data/index.ts';

/** Everything the person may see, as an archive. A form and not a link: it is noted, and nothing fetches it ahead of time. */
export const POST = endpoint({
  who: 'user',
  limit: 'export',
  back: () => '/account/data',
  async handle({ ctx, locale, context }) {
    const taken = await takeAlong(ctx);
    if (!taken.ok) return taken;
    return zipFile(context, taken.value, wordsFor(locale)('myData.take.file', { day: companyDay(ctx.clock) }));
  },
});
