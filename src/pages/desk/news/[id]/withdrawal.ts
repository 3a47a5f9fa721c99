import { z } from 'zod';
import { postPath } from '#components/news/addresses.ts';
import { endpoint, seeOther } from '#server/http/index.ts';
import { newsId, withdrawPost } from '#server/news/index.ts';

/** Takes a post back: nobody sees it any more. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ id: newsId }),
  back: ({ id }) => postPath(id),
  async handle({ ctx, params, wantsJson }) {
    const withdrawn = await withdrawPost(ctx, { postId: params.id });
    return withdrawn.ok && !wantsJson ? seeOther(`${postPath(params.id)}?done=news.withdrawn`) : withdrawn;
  },
});
