import { articleParams, voteForm, voteOnArticle } from '#server/help-center/index.ts';
import { endpoint, ensureVisitor, json, networkOf, seeOther } from '#server/http/index.ts';

/** One vote per person and article: sends it, changes it or takes it back. */
export const POST = endpoint({
  who: 'anyone',
  params: articleParams,
  input: voteForm,
  limit: 'vote',
  back: (params) => pathOf(params),
  async handle({ params, input, wantsJson, context }) {
    const network = networkOf(context.locals.clientAddress);
    const article = { key: params.article, locale: params.locale };
    const voted = await voteOnArticle(ensureVisitor(context), { ...article, ...input, network });
    if (!voted.ok) return voted;
    return wantsJson ? json({ vote: voted.value }) : seeOther(`${pathOf(params)}#vote`);
  },
});

const pathOf = ({ locale, category, article }: { locale: string; category: string; article: string }): string =>
  `${locale === 'ru' ? '' : `/${locale}`}/help/${category}/${article}`;
