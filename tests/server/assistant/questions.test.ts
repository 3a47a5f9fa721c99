import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must, openStory, type Story } from './story.ts';
import { placeOrder, recordOrderEvent } from '#server/orders/index.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  const lines = [{ description: 'Кресло «Пауза»', quantity: 6, unitPrice: 2_000_000 }];
  const order = { number: '2431', title: 'Лаунж', currency: 'RUB', lines, withInstallation: false } as const;
  const dates = { placedOn: '2026-11-01', promisedOn: '2026-12-20' };
  must(await placeOrder(story.system, { ...order, ...dates, customerId: story.marina.customerId ?? '' }));
});
afterAll(() => story.close());

describe('the language of a conversation', () => {
  it('stays when somebody types in the wrong keyboard layout', async () => {
    for (const text of ['lf pfrfp', 'lf', 'pfrfp ghbdtn']) {
      const chat = await story.chat(story.guest, 'нужны документы');
      await chat.say(text);
      expect((await chat.last()).body, text).toMatch(/\p{Script=Cyrillic}/u);
    }
  });
});

describe('thanks with a question', () => {
  it('is answered as the question it is', async () => {
    const chat = await story.chat(story.guest, 'какая гарантия на мебель');
    await chat.say('Спасибо, а где взять чек?');
    expect((await chat.last()).extras.citation?.key).toBe('receipt');
  });
});

const bare = /Не понял|не понимаю/u;

describe('another question in the middle of a scenario', () => {
  it.each([
    ['Мебель приехала повреждённой, что делать?', 'сколько стоит дуб и где у вас магазин', 'Когда привезли мебель?'],
    ['как вы увидите деньги, оплатили, а платёж не зачислен', 'какая погода завтра', 'Как вы платили?'],
    ['нужны документы', 'где у вас магазин?', 'Какой документ нужен?'],
  ])('%s / %s: is said to be out of scope, and the walk asks on', async (request, other, question) => {
    const chat = await story.chat(story.guest, request);
    expect((await chat.last()).body).toContain(question);
    for (const text of [other, other]) {
      await chat.say(text);
      const { body, extras } = await chat.last();
      expect(body).not.toMatch(bare);
      expect(body).toContain('нет ответа');
      expect(body).toContain(`Вернёмся к вопросу.\n\n`);
      expect(body).toContain(question);
      expect(extras.replies?.at(-1)?.value).toBe('/human');
    }
    expect(await chat.conversation()).toMatchObject({ holder: 'assistant' });
  });

  it('is not taken for an answer in free words either', async () => {
    const chat = await story.chat(story.guest, 'стол приехал с царапиной');
    await chat.say('Не больше 7 дней назад', 'week');
    await chat.say('сколько стоит дуб и где у вас магазин');
    expect((await chat.last()).body).toContain('Что повреждено и как?');
    await chat.say('где заказ 2377, там же и стол');
    expect((await chat.last()).body).toContain('Напишите номер заказа');
  });

  it('is answered by an article, and the walk asks on', async () => {
    const chat = await story.chat(story.marina, 'Где мой заказ');
    await chat.say('какая гарантия на мебель');
    const [answer, again] = (await chat.messages()).slice(-2);
    expect(answer?.extras.citation?.key).toBe('warranty-terms');
    expect(again?.body).toContain('О каком заказе рассказать?');
    await chat.say('2431');
    expect((await chat.last()).body).toContain('Лаунж');
  });

  it('is offered when it is not sure, and a chosen article does not end the walk', async () => {
    const chat = await story.chat(story.guest, 'нужны документы');
    await chat.say('а есть ли на шкаф гарантия без отмены доставки?');
    await chat.say('Гарантия на мебель', '/article:warranty-terms');
    expect((await chat.last()).body).toContain('Какой документ нужен?');
  });
});

describe('the first answer', () => {
  it('mends what broke instead of telling about repairs after the warranty', async () => {
    const chat = await story.chat(story.guest, 'у меня сломался стол');
    expect((await chat.last()).extras.scenario?.key).toBe('warranty-repair');
  });

  it.each(['хочу купить диван', 'I want to buy a sofa', 'какая погода завтра'])(
    'to «%s» is that it does not know, with a person offered',
    async (text) => {
      const chat = await story.chat(story.guest, text);
      const { body, extras } = await chat.last();
      expect(body).toMatch(/нет ответа|no answer/u);
      expect(body).toMatch(/\n\n/u);
      expect(extras.offers).toBeUndefined();
      expect(extras.replies?.map(({ value }) => value)).toEqual(['/human']);
    },
  );
});

describe('a number in the message', () => {
  it.each(['где мой заказ 2418?', 'Что с заказом № 2418', 'where is my order 2418'])(
    'of «%s» is the order meant, shown with its source, and can be changed',
    async (text) => {
      const chat = await story.chat(story.marina, text);
      const { body, extras } = await chat.last();
      expect(body).toContain('2418');
      expect(body).toMatch(/опаздывает|late/u);
      expect(extras.prefill?.value).toContain('2418');
      expect(extras.prefill?.source).toMatch(/из вашего кабинета|from your cabinet/u);
      await chat.say('Изменить', extras.prefill?.changeReply);
      expect((await chat.last()).extras.replies?.map(({ value }) => value)).toEqual(
        expect.arrayContaining(['2418', '2431', '/none']),
      );
    },
  );

  it('may be that of an order no longer under way', async () => {
    const lines = [{ description: 'Тумба', quantity: 1, unitPrice: 1_000_000 }];
    const order = { number: '2377', title: 'Тумбы', currency: 'RUB', lines, withInstallation: false } as const;
    const dates = { placedOn: '2026-08-01', promisedOn: '2026-09-20' };
    must(await placeOrder(story.system, { ...order, ...dates, customerId: story.marina.customerId ?? '' }));
    must(await recordOrderEvent(story.system, { number: '2377', event: { type: 'canceled' } }));
    const chat = await story.chat(story.marina, 'где мой заказ 2377?');
    const { body, extras } = await chat.last();
    expect(body).toContain('отменён');
    expect(extras.prefill?.value).toContain('2377');
  });

  it('of somebody else is no answer', async () => {
    const chat = await story.chat(story.marina, 'где мой заказ 9999?');
    expect((await chat.last()).body).toContain('О каком заказе рассказать?');
  });
});

describe('two questions in one message', () => {
  it.each([
    ['какая гарантия на мебель и можно ли оплатить частями?', 'warranty-terms', '/article:partial-payment'],
    ['how long is the guarantee and is it ok to pay in parts?', 'warranty-terms', '/article:partial-payment'],
  ])('%s: one is answered, the other is named and can be pressed', async (text, answered, offered) => {
    const chat = await story.chat(story.guest, text);
    const { body, extras } = await chat.last();
    expect(extras.citation?.key).toBe(answered);
    expect(body).toMatch(/Вы спросили ещё: «можно ли оплатить частями»|You also asked: “is it ok to pay in parts”/u);
    expect(extras.offers?.map(({ value }) => value)).toEqual([offered]);
    await chat.say(extras.offers?.[0]?.label ?? '', offered);
    expect((await chat.last()).extras.citation?.key).toBe('partial-payment');
  });

  it('says plainly which of them has no answer', async () => {
    const chat = await story.chat(story.guest, 'какая гарантия на мебель и где у вас магазин?');
    const { body, extras } = await chat.last();
    expect(extras.citation?.key).toBe('warranty-terms');
    expect(body).toContain('на вопрос «где у вас магазин» у меня нет ответа');
  });
});
