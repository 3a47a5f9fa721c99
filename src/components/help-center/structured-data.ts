import type { ArticleView } from '#server/help-center/index.ts';

interface Site {
  /** Scheme and host of the public address. */
  origin: string;
  brand: string;
  /** Address of the picture shown with links to the article. */
  image: string;
}

export interface Crumb {
  label: string;
  /** Within this site. */
  href: string;
}

/** Where a page stands (https://schema.org/BreadcrumbList). */
export const breadcrumbData = (crumbs: readonly Crumb[], origin: string) => ({
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map(({ label, href }, i) => {
    return { '@type': 'ListItem', position: i + 1, name: label, item: origin + href };
  }),
});

/** What search engines are told of an article (https://schema.org/Article). */
export const articleData = (article: ArticleView, { origin, brand, image }: Site) => ({
  '@type': 'Article',
  headline: article.title,
  description: article.summary,
  inLanguage: article.locale,
  dateModified: article.updatedOn,
  articleSection: article.category.title,
  image: [image],
  mainEntityOfPage: { '@type': 'WebPage', '@id': origin + article.href },
  author: { '@type': 'Organization', name: brand, url: origin },
  publisher: { '@type': 'Organization', name: brand, url: origin },
});

/**
 * The questions an article answers (https://schema.org/FAQPage): sections whose heading asks, or else the title, which the
 * words before the first heading answer. Null for an article that only tells.
 */
export function faqData(article: Pick<ArticleView, 'title' | 'html' | 'locale'>, origin: string) {
  const start = article.html.indexOf('<h2 id="');
  const opening = start < 0 ? article.html : article.html.slice(0, start);
  const sections = start < 0 ? [] : article.html.slice(start).split(/(?=<h2 id=")/);
  const asked = sections.flatMap((section) => {
    const [heading = '', title = ''] = /^<h2 id="[^"]*">(.*?)<\/h2>/s.exec(section) ?? [];
    return isAsked(title) ? [{ question: plain(title), answer: section.slice(heading.length) }] : [];
  });
  const answers =
    asked.length > 0 ? asked : isQuestion(article.title) ? [{ question: article.title, answer: opening }] : [];
  const whole = answers.filter(({ answer }) => plain(answer) !== '');
  if (whole.length === 0) return null;
  return {
    '@type': 'FAQPage',
    inLanguage: article.locale,
    mainEntity: whole.map(({ question, answer }) => ({
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text: bare(answer).replaceAll(' href="/', ` href="${origin}/`) },
    })),
  };
}

/** Answers carry words, lists and links; how they look here is nobody else's business. */
const bare = (html: string): string =>
  html
    .replaceAll(/<\/?(?:div|svg|path)\b[^>]*>/g, '')
    .replaceAll(/ (?!href=)[a-z-]+="[^"]*"(?=[^<]*>)/g, '')
    .trim();

const isAsked = (text: string): boolean => /\?\s*$/.test(plain(text));

/** Titles ask without a question mark: «Как оплатить счёт», “Where to find a receipt”. */
const isQuestion = (title: string): boolean =>
  isAsked(title) ||
  /^(?:как|где|куда|когда|сколько|почему|зачем|чем|что|кто|можно ли|нужно ли|как(?:ой|ая|ое|ие)|how|where|when|why|what|which|who|can i|can you|do i|is it)(?=[\s,])/i.test(
    title,
  );

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
