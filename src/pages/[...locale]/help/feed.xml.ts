import { addresses } from '#components/layouts/addresses.ts';
import { feedPath } from '#components/help-center/addresses.ts';
import { feedItems, FEED_LENGTH } from '#components/help-center/feed-items.ts';
import { wordsFor } from '#content/words.ts';
import { helpParams, listChangedArticles } from '#server/help-center/index.ts';
import { endpoint, publicFile, rssText } from '#server/http/index.ts';

/** What is new in the help center and what changed, as RSS 2.0. */
export const GET = endpoint({
  who: 'anyone',
  params: helpParams,
  async handle({ ctx, params: { locale }, context }) {
    const articles = await listChangedArticles(ctx, { locale, limit: FEED_LENGTH });
    const body = await rssText(ctx, {
      title: wordsFor(locale)('help.title'),
      language: locale,
      path: addresses.help(locale),
      self: feedPath(locale),
      items: feedItems(articles),
    });
    return publicFile(context, { body, type: 'application/rss+xml; charset=utf-8' });
  },
});
