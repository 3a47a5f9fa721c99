import { describe, expect, it } from 'vitest';
import { articleData, breadcrumbData, faqData } from '#components/help-center/structured-data.ts';
import type { ArticleView } from '#server/help-center/index.ts';

const origin = 'https://help.example';
const told = (title: string, html: string) => faqData({ title, html, locale: 'ru' }, origin);

describe('what search engines are told (schema.org)', () => {
  it('has what an Article and a BreadcrumbList need, with whole addresses', () => {
    const article = {
      title: 'Как оплатить счёт',
      summary: 'Картой или переводом.',
      locale: 'ru',
      updatedOn: '2026-11-18',
      href: '/help/payment/pay-invoice',
      category: { title: 'Оплата' },
    } as ArticleView;
    expect(articleData(article, { origin, brand: 'Дубрава', image: `${origin}/a.png` })).toEqual({
      '@type': 'Article',
      headline: 'Как оплатить счёт',
      description: 'Картой или переводом.',
      inLanguage: 'ru',
      dateModified: '2026-11-18',
      articleSection: 'Оплата',
      image: ['https://help.example/a.png'],
      mainEntityOfPage: { '@type': 'WebPage', '@id': 'https://help.example/help/payment/pay-invoice' },
      author: { '@type': 'Organization', name: 'Дубрава', url: origin },
      publisher: { '@type': 'Organization', name: 'Дубрава', url: origin },
    });
    const crumbs = breadcrumbData(
      [
        { label: 'Справка', href: '/' },
        { label: 'Оплата', href: '/help/payment' },
      ],
      origin,
    );
    expect(crumbs.itemListElement).toEqual([
      { '@type': 'ListItem', position: 1, name: 'Справка', item: 'https://help.example/' },
      { '@type': 'ListItem', position: 2, name: 'Оплата', item: 'https://help.example/help/payment' },
    ]);
  });

  it('an article that asks in its headings is a FAQPage of those questions, each with its own section', () => {
    const faq = told(
      'Об оплате',
      '<p>Вступление.</p>\n<h2 id="a">Можно ли картой?</h2>\n<p>Да, <a href="/help/payment/card">картой</a>.</p>\n<h2 id="b">Сроки</h2>\n<p>Два дня.</p>\n<h2 id="c">А <b>частями</b>?</h2><div class="callout info" role="note"><div><p>Тоже &lt;можно&gt;.</p></div></div>',
    );
    expect(faq).toEqual({
      '@type': 'FAQPage',
      inLanguage: 'ru',
      mainEntity: [
        {
          '@type': 'Question',
          name: 'Можно ли картой?',
          acceptedAnswer: {
            '@type': 'Answer',
            text: '<p>Да, <a href="https://help.example/help/payment/card">картой</a>.</p>',
          },
        },
        {
          '@type': 'Question',
          name: 'А частями?',
          acceptedAnswer: { '@type': 'Answer', text: '<p>Тоже &lt;можно&gt;.</p>' },
        },
      ],
    });
  });

  it('an article whose title asks is answered by the words before its first heading', () => {
    const faq = told('Как оплатить счёт', '<p class="x">Картой: a = "b".</p>\n<h2 id="a">Картой</h2><p>Нажмите.</p>');
    expect(faq?.mainEntity).toEqual([
      {
        '@type': 'Question',
        name: 'Как оплатить счёт',
        acceptedAnswer: { '@type': 'Answer', text: '<p>Картой: a = "b".</p>' },
      },
    ]);
    expect(told('Where to find a receipt', '<p>In the mail.</p>')?.mainEntity).toHaveLength(1);
  });

  it('an article that only tells is no FAQPage, nor one whose question has no answer', () => {
    expect(told('Гарантия на мебель', '<p>Три года.</p><h2 id="a">Сроки</h2><p>…</p>')).toBeNull();
    expect(told('Каким бывает шпон', '<p>Разным.</p>')).toBeNull();
    expect(told('Как оплатить', '<h2 id="a">Картой</h2><p>Нажмите.</p>')).toBeNull();
  });
});
