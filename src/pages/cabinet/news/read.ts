import { addresses } from '#components/layouts/addresses.ts';
import { endpoint, seeOther } from '#server/http/index.ts';
import { markAllNewsRead } from '#server/news/index.ts';

/** The person has read all news of the cabinet shown now. */
export const POST = endpoint({
  who: 'customer',
  back: () => addresses.cabinet.news,
  async handle({ ctx, wantsJson }) {
    const marked = await markAllNewsRead(ctx);
    return marked.ok && !wantsJson ? seeOther(`${addresses.cabinet.news}?done=news.allRead`) : marked;
  },
});
