import { wordsFor } from '#content/words.ts';
import { articleParams, asAnyone, getArticle } from '#server/help-center/index.ts';
import { brandOf, endpoint, fail, publicFile, sharePicture } from '#server/http/index.ts';

/** The picture shown where links to an article are shared: its title, its topic, whose it is. */
export const GET = endpoint({
  who: 'anyone',
  params: articleParams,
  limit: 'paper',
  async handle({ ctx, params: { locale, article: key }, context }) {
    const article = await getArticle(asAnyone(ctx, locale), { key, locale });
    if (!article) return fail('not_found', 'error.notFound');
    const brand = await brandOf(ctx);
    const body = await sharePicture({
      title: article.title,
      kicker: article.category.title,
      brand: brand.name[locale],
      place: wordsFor(locale)('help.title'),
    });
    return publicFile(context, {
      body,
      type: 'image/png',
      headers: { 'cross-origin-resource-policy': 'cross-origin' },
    });
  },
});
