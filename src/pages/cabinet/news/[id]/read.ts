import { z } from 'zod';
import { addresses } from '#components/layouts/addresses.ts';
import { endpoint, seeOther } from '#server/http/index.ts';
import { markNewsRead, newsId } from '#server/news/index.ts';

/** The person has read a post: sent by the page itself, or by its button without script. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ id: newsId }),
  back: () => addresses.cabinet.news,
  async handle({ ctx, params, wantsJson }) {
    const marked = await markNewsRead(ctx, { postId: params.id });
    return marked.ok && !wantsJson ? seeOther(addresses.cabinet.news) : marked;
  },
});
