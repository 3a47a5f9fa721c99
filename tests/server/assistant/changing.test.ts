import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { scenarioRuns } from '#db/schema/assistant.ts';
import { resolveConversation, takeConversation } from '#server/conversations/index.ts';
import { must, openStory, type Chat, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const statusesOf = async (chat: Chat) =>
  Object.fromEntries(
    (await story.db.read.select().from(scenarioRuns).where(eq(scenarioRuns.conversationId, chat.id))).map((run) => [
      run.scenarioKey,
      run.status,
    ]),
  );
/** Moving a delivery, up to its third question. */
async function moving(): Promise<Chat> {
  const chat = await story.chat(story.marina, 'перенести доставку');
  await chat.say('Да, этот', '2418');
  await chat.say('в понедельник');
  return chat;
}

describe('an answer that was given', () => {
  it('is shown with the question and can be changed; what was answered after it is offered again', async () => {
    const chat = await moving();
    const { extras } = await chat.last();
    expect(extras.given).toMatchObject([{ label: 'Заказ' }, { label: 'Новый день' }]);
    const [, day] = extras.given ?? [];
    const [again] = await chat.say('Изменить: Новый день', `/change:${day?.step ?? ''}`);
    expect(again?.extras.given).toMatchObject([{ label: 'Заказ' }]);
    expect(again?.extras.replies?.[0] ?? again?.extras.input).toMatchObject({ value: expect.anything() as unknown });
    await chat.say('во вторник');
    expect((await chat.last()).extras.given?.at(-1)?.value).toMatch(/вторник|24|1 дек/u);
  });

  it('is changed by nobody who makes up a step', async () => {
    const chat = await moving();
    const before = (await chat.last()).extras.given;
    await chat.say('x', '/change:constructor');
    expect((await chat.last()).extras.given).toEqual(before);
  });
});

describe('something else in the middle of a scenario', () => {
  it('sets it aside, and when that is done the person goes back to the very question', async () => {
    const chat = await moving();
    const question = (await chat.last()).body;
    const given = (await chat.last()).extras.given;
    await chat.say('и ещё: не могу войти в кабинет');
    expect(await statusesOf(chat)).toMatchObject({ 'reschedule-delivery': 'set_aside', 'sign-in-problem': 'active' });
    for (let turn = 0; turn < 6 && !(await chat.last()).extras.askHelped; turn++) {
      const [first] = (await chat.last()).extras.replies ?? [];
      await chat.say(first?.label ?? '', first?.value);
    }
    const [asked] = await chat.say('Да, помогло', '/yes');
    expect(asked?.body).toContain('Вернёмся к «Перенести доставку»?');
    expect(await chat.conversation()).toMatchObject({ status: 'open' });
    const [resumed] = await chat.say('да');
    expect(resumed?.body).toContain('Продолжаем: «Перенести доставку».');
    expect(resumed?.body).toContain(question.split('\n').at(-1));
    expect(resumed?.extras.given).toEqual(given);
    expect(await statusesOf(chat)).toMatchObject({ 'reschedule-delivery': 'active', 'sign-in-problem': 'finished' });
  });

  it('lets the person leave it, and then the conversation is over', async () => {
    const chat = await moving();
    await chat.say('x', '/scenario:sign-in-problem');
    for (let turn = 0; turn < 6 && !(await chat.last()).extras.askHelped; turn++) {
      const [first] = (await chat.last()).extras.replies ?? [];
      await chat.say(first?.label ?? '', first?.value);
    }
    await chat.say('Да, помогло', '/yes');
    await chat.say('Нет, спасибо', '/leave');
    expect(await chat.conversation()).toMatchObject({ status: 'resolved' });
    expect(await statusesOf(chat)).toMatchObject({ 'reschedule-delivery': 'dropped' });
  });

  it('is not offered any more once people have had the conversation', async () => {
    const chat = await moving();
    const conversationId = chat.id;
    await chat.say('x', '/scenario:sign-in-problem');
    story.clock.advance(60_000);
    await chat.say('позовите человека');
    const agent = story.ctx(story.anna);
    must(await takeConversation(agent, { conversationId }));
    must(await resolveConversation(agent, { conversationId, topics: ['orders'] }));
    story.clock.advance(60_000);
    await chat.say('x', '/scenario:sign-in-problem');
    for (let turn = 0; turn < 6 && !(await chat.last()).extras.askHelped; turn++) {
      const [first] = (await chat.last()).extras.replies ?? [];
      await chat.say(first?.label ?? '', first?.value);
    }
    const [over] = await chat.say('Да, помогло', '/yes');
    expect(over?.body).not.toContain('Вернёмся');
    expect(await chat.conversation()).toMatchObject({ status: 'resolved' });
  });
});
