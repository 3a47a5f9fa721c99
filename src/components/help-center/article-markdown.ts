import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { MarkdownArticle } from '#server/help-center/index.ts';

interface Site {
  origin: string;
  /** The whole address of the article's page. */
  page: string;
  locale: Locale;
}

/** An article as one Markdown document: title, summary, source and date, then what was written. Addresses become whole. */
export function articleMarkdown(article: MarkdownArticle, { origin, page, locale }: Site): string {
  const t = wordsFor(locale);
  const head = [
    `# ${oneLine(article.title)}`,
    `> ${oneLine(article.summary)}`,
    `${t('help.markdown.source')}: <${page}>  \n${t('help.updated.capital')}: ${article.updatedOn}`,
  ];
  return `${[...head, article.body.trim().replaceAll('](/', `](${origin}/`)].join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
