import { describe, expect, it } from 'vitest';
import { isIntricate } from '#server/platform/intricate.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';

const LONG = 100_000;
const texts = {
  'quotations within each other': '>'.repeat(LONG),
  'lists within each other': '- '.repeat(LONG / 2),
  'marks without an end': '_a'.repeat(LONG / 2),
  'brackets without an end': '['.repeat(LONG),
  'a table of two thousand columns with short lines': `|${'a|'.repeat(2_000)}\n|${'-|'.repeat(2_000)}\n${'|a|\n'.repeat(4_000)}`,
  'thousands of links': '[a](article:b) '.repeat(6_600),
  'a table that is long': `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(16_000)}`,
};

describe('a text that would keep the parser busy', () => {
  it.each(Object.entries(texts))('%s is shown as it was written, at once', (_, text) => {
    const began = performance.now();
    const { html } = renderMarkdown(`${text}<script>`);
    expect(performance.now() - began).toBeLessThan(500);
    expect(html).toMatch(/^<pre>/);
    expect(html).not.toContain('<script');
  });

  it('is not what people write: long lists, wide tables, code, and every article that comes with the application', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => `| ${Array.from({ length: 12 }, () => row).join(' | ')} |`);
    const links = Array.from(
      { length: 500 },
      (_, place) => `- [Заказ ${String(place)}](article:order-status) и **ещё**`,
    );
    expect(isIntricate(rows.join('\n'))).toBe(false);
    expect(isIntricate(links.join('\n'))).toBe(false);
    expect(isIntricate('> 1. один\n>    - два\n>      - три')).toBe(false);
    const { files } = await readContent();
    expect(files.filter(({ body }) => isIntricate(body))).toEqual([]);
  });
});
