import { describe, expect, it } from 'vitest';
import { paragraphsOf } from '#components/conversations/text-parts.ts';

const links = (text: string) =>
  paragraphsOf(text)
    .flat(2)
    .flatMap((part) => part.href ?? []);

describe('the text of a message', () => {
  it('keeps every character, in paragraphs of lines', () => {
    const text = 'Добрый день!\nПодробнее: https://dubrava.example/help, или так.\n\nДо свидания';
    const paragraphs = paragraphsOf(text);
    expect(paragraphs.map((lines) => lines.map((parts) => parts.map((part) => part.text).join('')).join('\n'))).toEqual(
      text.split('\n\n'),
    );
  });

  it('makes links of web addresses without the punctuation of the sentence, and of nothing else', () => {
    expect(links('Смотрите https://dubrava.example/help?q=1.')).toEqual(['https://dubrava.example/help?q=1']);
    expect(links('(http://a.example/x)')).toEqual(['http://a.example/x']);
    expect(links('javascript:alert(1) data:text/html,x https:// <b>www.a.example</b>')).toEqual([]);
  });
});
