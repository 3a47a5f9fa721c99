import { describe, expect, it } from 'vitest';
import { subjectOf } from '#server/conversations/conversation.ts';

describe('what a conversation is called', () => {
  it.each([
    ['Добрый день! Мы оплатили счёт, а он висит.', 'Мы оплатили счёт, а он висит'],
    ['Здравствуйте, коллеги!\nГде заказ 2431?', 'Где заказ 2431?'],
    ['Hi there! My chair is broken. Help', 'My chair is broken'],
    ['Добрый день', 'Добрый день'],
    ['Привет, где мой заказ?', 'Привет, где мой заказ?'],
    ['где мой заказ', 'Где мой заказ'],
    ['iPhone не открывает кабинет', 'iPhone не открывает кабинет'],
    ['  \n', ''],
  ])('%j is called %j: by its first sentence that is more than a greeting', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });
});
