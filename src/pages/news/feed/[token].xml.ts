import { z } from 'zod';
import { newsPath } from '#components/news/addresses.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { wordsFor } from '#content/words.ts';
import { endpoint, fail, rssOf } from '#server/http/index.ts';
import { openFeed } from '#server/news/index.ts';

/** News of one person as RSS 2.0 (https://www.rssboard.org/rss-specification), by an address that is a secret of theirs. */
export const GET = endpoint({
  who: 'anyone',
  params: z.object({ token: z.string().min(20).max(100) }),
  limit: 'newsFeed',
  async handle({ ctx, params }) {
    const feed = await openFeed(ctx, params.token);
    if (!feed) return fail('not_found', 'error.notFound');
    const { viewer, posts } = feed;
    const t = wordsFor(viewer.locale);
    return rssOf(ctx, {
      title: t('news.feed.title'),
      language: viewer.locale,
      path: addresses.cabinet.news,
      items: posts.map((post) => ({ ...post, path: newsPath(post.id) })),
    });
  },
});
