import { describe, expect, it } from 'vitest';
import { signInBackTo } from '#components/conversations/sign-in-link.ts';
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

  it('shows the address of the sign-in page by words, with the way back to the conversation', () => {
    const known = signInBackTo('/chat/1', 'dubrava.example');
    const parts = (text: string) => paragraphsOf(text, known).flat(2);
    const href = '/sign-in?to=%2Fchat%2F1';
    expect(parts('Войдите (https://dubrava.example/sign-in) и спросите.')).toEqual([
      { text: 'Войдите', href },
      { text: ' и спросите.', href: null },
    ]);
    expect(parts('Or sign in (https://dubrava.example/en/sign-in).').map(({ text }) => text)).toEqual([
      'Or ',
      'sign in',
      '.',
    ]);
    expect(parts('Вход: https://dubrava.example/sign-in.')).toEqual([
      { text: 'Вход: ', href: null },
      { text: 'Войти', href },
      { text: '.', href: null },
    ]);
    expect(parts('(https://other.example/sign-in)')[1]?.href).toBe('https://other.example/sign-in');
  });

  it('makes links of web addresses without the punctuation of the sentence, and of nothing else', () => {
    expect(links('Смотрите https://dubrava.example/help?q=1.')).toEqual(['https://dubrava.example/help?q=1']);
    expect(links('(http://a.example/x)')).toEqual(['http://a.example/x']);
    expect(links('javascript:alert(1) data:text/html,x https:// <b>www.a.example</b>')).toEqual([]);
  });
});
