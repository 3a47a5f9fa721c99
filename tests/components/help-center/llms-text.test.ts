import { describe, expect, it } from 'vitest';
import { articleMarkdown } from '#components/help-center/article-markdown.ts';
import { llmsText } from '#components/help-center/llms-text.ts';

describe('llms.txt (llmstxt.org)', () => {
  const link = { title: 'Как [не] платить', href: 'https://help.example/help/a/b.md', summary: 'Никак.\nСовсем.' };

  it('is one heading, a quote, notes, then lists of links under headings, what may be skipped last', () => {
    const text = llmsText({
      title: 'Справка',
      summary: 'О мебели.',
      notes: ['Всё в Markdown.'],
      sections: [
        { title: 'Оплата', links: [link] },
        { title: 'Пусто', links: [] },
      ],
      optional: [{ title: 'RSS', href: 'https://help.example/help/feed.xml', summary: 'Новое.' }],
    });
    expect(text).toBe(`# Справка

> О мебели.

Всё в Markdown.

## Оплата

- [Как \\[не\\] платить](https://help.example/help/a/b.md): Никак. Совсем.

## Optional

- [RSS](https://help.example/help/feed.xml): Новое.
`);
  });
});

describe('an article as Markdown', () => {
  it('says what it is, where it is from and since when, and makes addresses whole', () => {
    const article = {
      key: 'b',
      categoryId: 'a',
      title: 'Как платить',
      summary: 'Картой.',
      updatedOn: '2026-11-18',
      body: 'См. [чек](/help/a/receipt.md) и [банк](https://bank.example/).\n',
    };
    const site = { origin: 'https://help.example', page: 'https://help.example/help/a/b', locale: 'ru' as const };
    expect(articleMarkdown(article, site)).toBe(`# Как платить

> Картой.

Источник: <https://help.example/help/a/b>  
Обновлено: 2026-11-18

См. [чек](https://help.example/help/a/receipt.md) и [банк](https://bank.example/).
`);
  });
});
