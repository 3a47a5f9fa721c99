import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveIn } from '#server/assistant/spoken.ts';
import { claimConversations } from '#server/conversations/index.ts';
import { Chat, openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

describe('what is about the walk and not an answer', () => {
  it.each([
    ['назад', 'back'],
    ['вернись на шаг назад', 'back'],
    ['ой, я ошибся', 'back'],
    ['изменить ответ', 'back'],
    ['start over', 'restart'],
    ['Давайте сначала', 'restart'],
    ['продолжим', 'resume'],
    ['go on, please', 'resume'],
  ])('%j is a move', (text, move) => {
    expect(moveIn(text)).toBe(move);
  });

  it.each([
    'вернуть деньги',
    'привезите назад стол',
    'назад в четверг',
    'начали производство?',
    'I want to go back to work',
  ])('%j is none', (text) => {
    expect(moveIn(text)).toBeNull();
  });

  it('goes back from a question that any words would answer, and starts over', async () => {
    const chat = await story.chat(story.marina, 'перенести доставку');
    await chat.say('Да, этот', '2418');
    await chat.say('в понедельник');
    const [again] = await chat.say('назад');
    expect(again?.body).toContain('На какой день?');
    await chat.say('в понедельник');
    const [first] = await chat.say('начать сначала');
    expect(first?.body).toContain('Доставку какого заказа');
  });

  it('goes on with what something else came between', async () => {
    const chat = await story.chat(story.marina, 'перенести доставку');
    await chat.say('Да, этот', '2418');
    await chat.say('в понедельник');
    await chat.say('и ещё: не могу войти в кабинет');
    const [resumed] = await chat.say('продолжить');
    expect(resumed?.body).toMatch(/^Продолжаем: «Перенести доставку»[\s\S]+В какое время/u);
  });
});

describe('a bare yes or no', () => {
  const notHelped = async () => {
    const chat = await story.chat(story.guest, 'как оплатить счёт картой?');
    await chat.say('нет, не помогло');
    return chat;
  };

  /** Words that may mean several things; which do changes with what the scenarios say. */
  const vague = async () => {
    for (const words of ['шкаф', 'документы', 'dostavka', 'счёт', 'кабинет', 'деньги']) {
      const chat = await story.chat(story.guest, words);
      const { offers = [] } = (await chat.last()).extras;
      if (offers.length > 2) return { chat, offers };
    }
    throw new Error('nothing is vague any more');
  };

  it('takes up the offer of a person', async () => {
    const chat = await notHelped();
    await chat.say('да');
    expect((await chat.conversation()).holder).toBe('queue');
  });

  it('declines it, and nothing else is made of the word', async () => {
    const chat = await notHelped();
    const [answer] = await chat.say('нет');
    expect(answer?.body).toContain('Если появится ещё вопрос');
    expect(answer?.extras.scenario).toBeUndefined();
  });

  it.each([
    ['1', 'Рад, что помог'],
    ['2', 'Жаль, что не помогло'],
  ])('is also the number %s under "did it help?"', async (number, said) => {
    const chat = await story.chat(story.guest, 'как оплатить счёт картой?');
    expect((await chat.last()).extras.askHelped).toBe(true);
    const [answer] = await chat.say(number);
    expect(answer?.body).toContain(said);
  });

  it('to several topics asks which, and the number of one begins it', async () => {
    const { chat, offers } = await vague();
    const [which] = await chat.say('да');
    expect(which?.extras.offers?.slice(0, offers.length)).toEqual(offers);
    const [begun] = await chat.say('1');
    expect(begun?.extras.scenario?.title ?? begun?.extras.citation?.title).toBe(offers[0]?.label);
  });
});

it('answers who signed in as told and asks once more', async () => {
  const chat = await story.chat(story.guest, 'где мой заказ');
  expect((await chat.last()).body).toContain('Войдите');
  await claimConversations(story.ctx({ ...story.marina, visitorHash: 'guest-hash' }));
  const [answer] = await new Chat(story, story.marina, chat.id).say('где мой заказ');
  expect(answer?.body).not.toContain('Не понял');
  expect(answer?.body).toMatch(/№\s2418/u);
});

it('says goodbye in English, though the word is in no list', async () => {
  const chat = await story.chat({ ...story.guest, locale: 'en' }, 'hello there');
  const [answer] = await chat.say('bye');
  expect(answer?.body).toMatch(/^(Goodbye|Всего доброго)/u);
});
