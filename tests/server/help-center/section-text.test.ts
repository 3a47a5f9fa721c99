import { describe, expect, it } from 'vitest';
import { headingsIn, sectionText } from '#server/help-center/index.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';

const { html } = renderMarkdown(`Вступление.

## Картой и по СБП

Без комиссии & сразу.

1. Откройте счёт
2. Нажмите **«Оплатить»**

### Чек

Приходит на почту.

## Переводом

- по реквизитам
- по QR-коду

| Банк | Срок |
| --- | --- |
| Любой | 1–2 дня |
`);

describe('a section of an article as text', () => {
  it('has a line per block, numbers and dashes of lists, and what stands under smaller headings', () => {
    expect(headingsIn(html)).toEqual(['Картой и по СБП', 'Чек', 'Переводом']);
    expect(sectionText(html, 'Картой и по СБП')).toBe(
      'Без комиссии & сразу.\n1. Откройте счёт\n2. Нажмите «Оплатить»\nЧек\nПриходит на почту.',
    );
    expect(sectionText(html, 'Чек')).toBe('Приходит на почту.');
    expect(sectionText(html, 'Переводом')).toBe('— по реквизитам\n— по QR-коду\nБанк Срок\nЛюбой 1–2 дня');
  });

  it('is nothing without such a heading', () => {
    expect(sectionText(html, 'Наличными')).toBeNull();
    expect(sectionText('', '')).toBeNull();
  });
});
