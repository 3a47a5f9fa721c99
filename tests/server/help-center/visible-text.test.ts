import { expect, it } from 'vitest';
import { blockForm, categoryForm, settingsForm, writingForm } from '#server/help-center/index.ts';

/** A control character, a line end, an override of direction, a space without width. */
const hide = (text: string) => text.replace(' ', '\u0007 \u202e\u2066\u200b');
const NEXT_LINE = '\u2028';

it('titles, summaries and questions have no characters that nobody sees, and the text has no control characters', () => {
  const { title, summary, questions, reason, body } = writingForm.parse({
    title: hide('Как оплатить'),
    summary: `Картой${NEXT_LINE}или переводом`,
    questions: `${hide('как заплатить')}\r\n\u200e`,
    reason: hide('Новый способ'),
    body: 'Первая\u0000 строка\rвторая\tстрока \ud800',
  });
  expect([title, summary, questions, reason, body]).toEqual([
    'Как  оплатить',
    'Картой или переводом',
    ['как  заплатить'],
    'Новый  способ',
    'Первая строка\nвторая\tстрока \ufffd',
  ]);
});

it('emoji made of several stay whole', () => {
  expect(writingForm.parse({ title: 'Семья 👨‍👩‍👧' }).title).toBe('Семья 👨‍👩‍👧');
});

it('nor have names and phrases of topics, names of blocks, and tags', () => {
  const topic = categoryForm.parse({
    ...{ titleRu: hide('Оплата счетов'), titleEn: 'Payment', summaryRu: hide('Всё про'), summaryEn: 'All of it' },
    phrasesRu: hide('как платить'),
  });
  expect([topic.titleRu, topic.summaryRu, topic.phrasesRu]).toEqual(['Оплата  счетов', 'Всё  про', ['как платить']]);
  const block = blockForm.parse({ titleRu: hide('Зоны доставки'), bodyRu: 'Текст\u0000' });
  expect([block.titleRu, block.bodyRu]).toEqual(['Зоны  доставки', 'Текст']);
  const settings = { settingsVersion: '1', categoryId: 'payment', audience: 'public' };
  expect(settingsForm.parse({ ...settings, newTags: `${hide('срочно важно')}, \u202eсчёт` }).tags).toEqual([
    'срочно важно',
    'счёт',
  ]);
});
