import { feedPath } from '#components/help-center/addresses.ts';
import { feedItems, FEED_LENGTH } from '#components/help-center/feed-items.ts';
import { localePath } from '#content/locales.ts';
import { asAnyone, categoryParams, listCategories, listChangedArticles } from '#server/help-center/index.ts';
import { endpoint, fail, publicFile, rssText } from '#server/http/index.ts';

/** The same for one topic. */
export const GET = endpoint({
  who: 'anyone',
  params: categoryParams,
  async handle({ ctx, params: { locale, category }, context }) {
    const topics = await listCategories(asAnyone(ctx, locale), locale);
    const topic = topics.find(({ id }) => id === category);
    if (!topic) return fail('not_found', 'error.notFound');
    const articles = await listChangedArticles(ctx, { locale, categoryId: category, limit: FEED_LENGTH });
    const body = await rssText(ctx, {
      title: topic.title,
      language: locale,
      path: localePath(locale, `/help/${category}`),
      self: feedPath(locale, category),
      items: feedItems(articles),
    });
    return publicFile(context, { body, type: 'application/rss+xml; charset=utf-8' });
  },
});
