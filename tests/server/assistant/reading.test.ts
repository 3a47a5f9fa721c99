import { describe, expect, it } from 'vitest';
import { Knowledge, languageOf, smallTalkIn, understand, type Subject } from '#server/assistant/index.ts';
import type { Embedder } from '#server/platform/embedder.ts';

describe('small talk', () => {
  it.each([
    ['позовите человека', 'person'],
    ['Соедините, пожалуйста, с живым оператором', 'person'],
    ['оператор', 'person'],
    ['хочу поговорить с человеком', 'person'],
    ['I want to speak to a real person', 'person'],
    ['human please', 'person'],
    ['Добрый день!', 'hello'],
    ['hi there', 'hello'],
    ['Спасибо большое', 'thanks'],
    ['ок, спасибо', 'thanks'],
    ['thanks a lot', 'thanks'],
    ['Спасибо вам огромное за помощь!', 'thanks'],
    ['thank you so much for your help', 'thanks'],
    ['до свидания', 'bye'],
    ['вы бот?', 'whoAreYou'],
    ['are you a robot', 'whoAreYou'],
    ['вы идиоты', 'rude'],
    ['you are useless', 'rude'],
    ['🙂', 'wordless'],
    ['   ', 'wordless'],
    ['?!?', 'wordless'],
  ])('hears %s as %s', (text, kind) => {
    expect(smallTalkIn(text)).toBe(kind);
  });

  it.each([
    'Добрый день, где мой заказ?',
    'Спасибо, а где взять чек?',
    'спасибо, нужен акт',
    'thanks, where is my receipt',
    'хочу пригласить сотрудника в кабинет',
    'добавить менеджера в кабинет',
    'нужен доступ для сотрудника',
    'спасибо, но кресло всё равно шатается и его надо починить',
    'give a colleague access',
    'стол тупо не поднимается, второй день не работает механизм, пришлите мастера',
  ])('takes %s for a question', (text) => {
    expect(smallTalkIn(text)).toBeNull();
  });
});

describe('the language of a message', () => {
  it.each([
    ['где заказ', 'en', 'ru'],
    ['where is it', 'ru', 'en'],
    ['ok', 'ru', 'ru'],
    ['№ 2418', 'en', 'en'],
    ['', 'ru', 'ru'],
    ['мой заказ на IKEA style стол', 'en', 'ru'],
  ] as const)('of "%s" in a conversation in %s is %s', (text, otherwise, locale) => {
    expect(languageOf(text, otherwise)).toBe(locale);
  });
});

it('takes Latin letters for English only where they make a word', () => {
  const isWord = (word: string) => ['where', 'order'].includes(word);
  expect(languageOf('lf pfrfp', 'ru', isWord)).toBe('ru');
  expect(languageOf('Bekant IKEA', 'ru', isWord)).toBe('ru');
  expect(languageOf('where is it', 'ru', isWord)).toBe('en');
});

const subject = (key: string, texts: string[]): Subject => ({
  id: `scenario:${key}`,
  kind: 'scenario',
  key,
  topic: 'orders',
  title: {},
  texts,
});
const subjects = [
  subject('where', ['где мой заказ', 'когда привезут мебель', 'статус заказа']),
  subject('pay', ['как оплатить счёт', 'оплата картой', 'куда перевести деньги']),
];
const broken: Embedder = {
  version: 'none',
  dimensions: 4,
  words: new Set(),
  embed: (texts) => (texts.length > 1 ? Promise.resolve(texts.map(() => null)) : Promise.reject(new Error('gone'))),
  close: () => Promise.resolve(),
};

describe('understanding without the encoder', () => {
  it('goes on by words alone and says so in the log', async () => {
    const knowledge = await Knowledge.build(subjects, broken);
    const logged: unknown[] = [];
    const log = { error: (details: unknown) => logged.push(details) };
    const { band, candidates } = await understand({ knowledge, embedder: broken, log: log as never }, 'оплатить счёт');
    expect(candidates[0]?.subject.key).toBe('pay');
    expect(band).not.toBe('handOff');
    expect(logged).toHaveLength(1);
  });

  it('learns from words alone when the encoder fails, says so, and tries again the next time', async () => {
    const gone: Embedder = { ...broken, version: 'gone', embed: () => Promise.reject(new Error('no such file')) };
    const logged: string[] = [];
    const log = { error: (_: unknown, message: string) => logged.push(message) } as never;
    const made = new Map<string, Float32Array | null>();
    const knowledge = await Knowledge.build(subjects, gone, { made, log });
    expect(logged).toEqual(['the sentence encoder failed: the assistant learns from words alone']);
    expect(made.size).toBe(0);
    const { candidates } = await understand({ knowledge, embedder: gone, log }, 'куда мне перевести деньги');
    expect(candidates[0]?.subject.key).toBe('pay');
  });

  it.each([
    ['rfr jgkfnbnm cxtn', 'pay'],
    ['kak oplatit schet', 'pay'],
    ['как оплотить счёт', 'pay'],
    ['Добрый день! Пожалуйста, скажите, заказ 2418 где мой?', 'where'],
    ['мы вчера переезжали, было очень шумно, и все устали, так что извините за сумбур. куда перевести деньги?', 'pay'],
  ])('reads %s as meant', async (text, key) => {
    const knowledge = await Knowledge.build(subjects, broken);
    const { candidates } = await understand({ knowledge, embedder: broken, log: { error: () => undefined } }, text);
    expect(candidates[0]?.subject.key).toBe(key);
  });

  it('learns the same from the same, and never the same twice', async () => {
    const [first, second] = [await Knowledge.build(subjects, broken), await Knowledge.build(subjects, broken)];
    expect(second.spelling).toBe(first.spelling);
    const other = await Knowledge.build(subjects, { ...broken, version: 'other' });
    expect(other.spelling).not.toBe(first.spelling);
    expect(other.compare('оплата', null)).toEqual(first.compare('оплата', null));
  });

  it('has nothing to say to nothing', async () => {
    const knowledge = await Knowledge.build(subjects, broken);
    const log = { error: () => undefined };
    expect(await understand({ knowledge, embedder: broken, log: log as never }, ' \u200b ')).toEqual({
      band: 'handOff',
      candidates: [],
      outside: 0,
    });
  });
});
