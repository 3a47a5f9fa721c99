import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawArticle } from '#components/help-center/article-body.ts';
import { resolveLinks } from '#server/help-center/article.presenter.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<iframe src="//evil.example"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:x)',
  '[x](//evil.example)',
  '![x](javascript:alert(1))',
  '<p style="position:fixed">x</p>',
  '<div class="toasts" id="main">x</div>',
  '[x](article:a"onclick="alert(1))',
  '## <b onclick=alert(1)>x</b>',
  '| a"><script>alert(1)</script> | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |',
];

describe('Markdown becomes HTML', () => {
  it('without anything that runs, moves or leads away', () => {
    for (const markdown of hostile) {
      const html = drawArticle(renderMarkdown(`Текст.\n\n${markdown}\n\nЕщё.`).html, (heading) => `к «${heading}»`);
      expect(html).not.toMatch(/<(?:script|img|iframe|style|object|form|input)\b/i);
      expect(html).not.toMatch(/<[^>]*\s(?:on\w+|style|srcdoc)\s*=/i);
      expect(html).not.toMatch(/<[^<>]*href="(?!#|article:|https:|mailto:|tel:)/i);
      expect(html).not.toMatch(/id="main"|class="toasts"/);
    }
  });

  it('whatever is written', () => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom(...hostile, '\n\n', '> ', '**', '- ', '1. ', '`', '|'), fc.string()),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const { html } = renderMarkdown(parts.join(''));
        expect(html).not.toMatch(/<(?:script|img|iframe|style)\b/i);
        expect(html).not.toMatch(/<[^<>]*href="\s*(?:javascript|data|vbscript):/i);
      }),
      { numRuns: 500 },
    );
  });

  it('with an id for every section, also when two have one name', () => {
    const { html, headings } = renderMarkdown('## Как быть\n\nа\n\n## Как быть\n\nб\n\n### Глубже\n\nв');
    expect(headings).toEqual([
      { id: 'как-быть', text: 'Как быть' },
      { id: 'как-быть-1', text: 'Как быть' },
    ]);
    expect(html).toContain('<h3 id="глубже">Глубже</h3>');
  });

  it('with steps, callouts and tables that fold on phones', () => {
    const { html } = renderMarkdown(
      '1. Раз\n2. Два\n\n> **Важно.** Осторожно.\n\n| А | Б | В |\n| --- | --- | ---: |\n| 1 | 2 | 3 |',
    );
    expect(html).toContain('<ol class="steps"><li><div>Раз</div></li>');
    expect(html).toContain('<div class="callout warning" role="note">');
    expect(html).toContain('<td role="cell" data-label="В" class="num">3</td>');
  });

  it('and plain text for searching: a line per block, no marks', () => {
    expect(
      renderMarkdown('Да, **можно** и [так](article:x) & «иначе».\n\n- раз\n- два\n\n| А | Б |\n| - | - |\n| 1 | 2 |')
        .text,
    ).toBe('Да, можно и так & «иначе».\nраз\nдва\n1 — 2');
  });
});

describe('links between articles', () => {
  it('get their address, or become plain text when the article is not public', () => {
    const { html, links } = renderMarkdown('См. [оплату](article:pay) и [тайну](article:secret).');
    expect(links).toEqual(['pay', 'secret']);
    expect(resolveLinks(html, (key) => (key === 'pay' ? '/help/payment/pay' : null))).toBe(
      '<p>См. <a href="/help/payment/pay">оплату</a> и тайну.</p>',
    );
  });
});
