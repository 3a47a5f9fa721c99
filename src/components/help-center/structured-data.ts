import type { ArticleView } from '#server/help-center/index.ts';

interface Site {
  /** Scheme and host of the public address. */
  origin: string;
  brand: string;
  /** Name and address of the help center's first page. */
  home: string;
  homeHref: string;
}

/** What search engines are told of an article (schema.org Article and BreadcrumbList). */
export function articleData(article: ArticleView, { origin, brand, home, homeHref }: Site) {
  const steps = [
    { name: home, item: origin + homeHref },
    { name: article.category.title, item: origin + article.category.href },
    { name: article.title, item: origin + article.href },
  ];
  return {
    article: {
      '@type': 'Article',
      headline: article.title,
      description: article.summary,
      inLanguage: article.locale,
      dateModified: article.updatedOn,
      mainEntityOfPage: origin + article.href,
      publisher: { '@type': 'Organization', name: brand },
    },
    breadcrumbs: {
      '@type': 'BreadcrumbList',
      itemListElement: steps.map((step, i) => ({ '@type': 'ListItem', position: i + 1, ...step })),
    },
  };
}
