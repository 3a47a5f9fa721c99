import { wordsFor } from '#content/words.ts';
import { helpParams } from '#server/help-center/index.ts';
import { brandOf, endpoint, publicFile, sharePicture } from '#server/http/index.ts';

/** The picture shown where links to the help center itself are shared. */
export const GET = endpoint({
  who: 'anyone',
  params: helpParams,
  limit: 'paper',
  async handle({ ctx, params: { locale }, context }) {
    const t = wordsFor(locale);
    const brand = await brandOf(ctx);
    const body = await sharePicture({
      title: t('help.home.heading'),
      kicker: t('help.home.description'),
      brand: brand.name[locale],
      place: t('help.title'),
    });
    return publicFile(context, {
      body,
      type: 'image/png',
      headers: { 'cross-origin-resource-policy': 'cross-origin' },
    });
  },
});
