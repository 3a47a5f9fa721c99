import { articleMarkdown } from '#components/help-center/article-markdown.ts';
import { localePath } from '#content/locales.ts';
import { articleParams, getArticleMarkdown, markdownPath } from '#server/help-center/index.ts';
import { endpoint, fail, publicFile } from '#server/http/index.ts';

/** An article as Markdown, for programs that read. */
export const GET = endpoint({
  who: 'anyone',
  params: articleParams,
  async handle({ ctx, params: { locale, category, article: key }, context }) {
    const { ORIGIN } = ctx.platform.config;
    const article = await getArticleMarkdown(ctx, { key, locale });
    if (!article) return fail('not_found', 'error.notFound');
    if (article.categoryId !== category) return context.redirect(markdownPath(locale, article.categoryId, key), 301);
    const page = ORIGIN + localePath(locale, `/help/${category}/${key}`);
    return publicFile(context, {
      body: articleMarkdown(article, { origin: ORIGIN, page, locale }),
      type: 'text/markdown; charset=utf-8',
      // The page is what search engines shall find (RFC 6596).
      headers: { link: `<${page}>; rel="canonical"`, 'x-robots-tag': 'noindex' },
    });
  },
});
