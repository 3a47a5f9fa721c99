import { z } from 'zod';
import { getArticleFile } from '#server/help-center/index.ts';
import { endpoint, fail, sendFile } from '#server/http/index.ts';

/** A picture or attachment of an article, for whoever may read the article: pictures and videos in place, others to save. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ id: z.uuid() }),
  async handle({ ctx, params, context }) {
    const file = await getArticleFile(ctx, params.id);
    if (!file) return fail('not_found', 'error.notFound');
    const isShown = file.mediaType.startsWith('image/') || file.mediaType.startsWith('video/');
    return sendFile(context, file, { inline: isShown && !context.url.searchParams.has('save') });
  },
});
