import { feedPath } from '#components/help-center/addresses.ts';
import { llmsText } from '#components/help-center/llms-text.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { localePath, locales } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { getPublicEdition, helpParams, markdownPath } from '#server/help-center/index.ts';
import { brandOf, endpoint, publicFile } from '#server/http/index.ts';

/** What there is to read, for language models. */
export const GET = endpoint({
  who: 'anyone',
  params: helpParams,
  async handle({ ctx, params: { locale }, context }) {
    const { ORIGIN } = ctx.platform.config;
    const t = wordsFor(locale);
    const [{ categories, links }, brand] = await Promise.all([getPublicEdition(ctx, locale), brandOf(ctx)]);
    const body = llmsText({
      title: `${brand.name[locale]} — ${t('help.title')}`,
      summary: `${brand.legal[locale]}. ${t('help.home.description')}`,
      notes: [t('help.llms.notes')],
      sections: categories.map(({ id, title }) => ({
        title,
        links: links
          .filter(({ categoryId }) => categoryId === id)
          .map(({ key, title: name, summary }) => ({
            title: name,
            href: ORIGIN + markdownPath(locale, id, key),
            summary,
          })),
      })),
      optional: [
        { title: t('help.feed'), href: ORIGIN + feedPath(locale), summary: t('help.feed.text') },
        { title: t('layout.assistant'), href: ORIGIN + addresses.assistant(locale), summary: t('help.ask.text') },
        ...locales
          .filter((each) => each !== locale)
          .map((each) => ({
            title: wordsFor(each)('language.name'),
            href: ORIGIN + localePath(each, '/llms.txt'),
            summary: wordsFor(each)('help.llms.sameIn'),
          })),
      ],
    });
    return publicFile(context, { body, type: 'text/plain; charset=utf-8' });
  },
});
