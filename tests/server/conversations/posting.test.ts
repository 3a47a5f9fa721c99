import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getConversation,
  getThread,
  handOff,
  listMessages,
  postAssistantMessage,
  postMessage,
  resolveConversation,
  startConversation,
  takeConversation,
} from '#server/conversations/index.ts';
import { must, openStory, start, startWaiting, summary, type Story } from './story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(() => story.close());

describe('starting a conversation', () => {
  it('stores the first message and gives the conversation to the assistant', async () => {
    const ctx = story.ctx(story.marina);
    const id = await start(ctx, 'Перенести доставку. Можно на понедельник?');
    expect(await getConversation(ctx, id)).toMatchObject({
      holder: 'assistant',
      status: 'open',
      number: 5001,
      subject: 'Перенести доставку',
      userId: story.marina.userId,
      customerId: story.marina.customerId,
      lastSequence: 1,
    });
    expect(await listMessages(ctx, id)).toMatchObject([
      { sequence: 1, author: 'person', authorId: story.marina.userId },
    ]);
  });

  it('gives the same conversation when the same form arrives twice', async () => {
    const ctx = story.ctx(story.guest);
    const ids = await Promise.all([start(ctx), start(ctx)]);
    expect(new Set(ids).size).toBe(1);
    expect(await listMessages(ctx, ids[0])).toHaveLength(1);
    expect(await start(ctx, 'Где мой заказ?', 'client-0002')).not.toBe(ids[0]);
  });

  it('refuses a browser without an identity, because the conversation would be nobody’s', async () => {
    const ctx = story.ctx({ ...story.guest, visitorHash: null });
    const refused = await startConversation(ctx, { locale: 'ru', clientId: 'client-0001', text: 'Привет' });
    expect(refused).toMatchObject({ ok: false, error: { message: 'conversation.needsIdentity' } });
  });
});

describe('posting a message', () => {
  it('stores one message when the same client id is sent several times at once', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await start(ctx);
    const sent = await Promise.all(
      [1, 2, 3].map(() => postMessage(ctx, { conversationId, clientId: 'client-repeat', text: 'Алло' })),
    );
    expect(new Set(sent.map((result) => must(result).id)).size).toBe(1);
    expect(await listMessages(ctx, conversationId)).toHaveLength(2);
  });

  it('numbers messages 1, 2, 3 … without a gap or a repeat when many are written at the same time', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await start(ctx);
    const system = story.ctx(story.system);
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 2
          ? postMessage(ctx, { conversationId, clientId: `person-${String(n)}`, text: `вопрос ${String(n)}` })
          : postAssistantMessage(system, { conversationId, clientId: `answer-${String(n)}`, body: 'ответ' }),
      ),
    );
    const messages = await listMessages(ctx, conversationId);
    expect(messages.map((message) => message.sequence)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
    expect((await getConversation(ctx, conversationId))?.lastSequence).toBe(41);
  });

  it('says what is wrong with an empty or endless text and stores nothing', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await start(ctx);
    const post = (text: string) => postMessage(ctx, { conversationId, clientId: 'client-0009', text });
    expect(await post(' \n ')).toMatchObject({ ok: false, error: { fields: { text: 'conversation.textRequired' } } });
    expect(await post('я'.repeat(4001))).toMatchObject({ error: { fields: { text: 'conversation.textTooLong' } } });
    expect(must(await post('я'.repeat(4000))).sequence).toBe(2);
  });

  it('takes a pressed quick reply for its label, and refuses one that nothing offered', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await start(ctx);
    const extras = { replies: [{ value: 'am', label: '9–12' }] };
    await postAssistantMessage(story.ctx(story.system), { conversationId, clientId: 'a-1', body: 'Когда?', extras });
    const pressed = must(await postMessage(ctx, { conversationId, clientId: 'press-am', reply: 'am' }));
    expect(pressed).toMatchObject({ body: '9–12', extras: { reply: { value: 'am' } } });
    expect(must(await postMessage(ctx, { conversationId, clientId: 'press-human', reply: '/human' })).body).toBe(
      'Позвать сотрудника',
    );
    expect(await postMessage(ctx, { conversationId, clientId: 'press-odd', reply: 'odd' })).toMatchObject({
      ok: false,
    });
  });
});

describe('the assistant', () => {
  it('answers once however often its event is delivered', async () => {
    const ctx = story.ctx(story.system);
    const conversationId = await start(story.ctx(story.guest));
    const answer = { conversationId, clientId: 'answer-to-1', body: 'Здравствуйте' };
    await postAssistantMessage(ctx, answer);
    expect(must(await postAssistantMessage(ctx, answer))).toMatchObject({ silenced: false, message: { sequence: 2 } });
    expect(await listMessages(ctx, conversationId)).toHaveLength(2);
  });

  it('is silent after the hand-off even when its answer was already computed', async () => {
    const ctx = story.ctx(story.system);
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const late = { conversationId, clientId: 'late-answer', body: 'Я тут подумал' };
    expect(must(await postAssistantMessage(ctx, late))).toEqual({ silenced: true });
    must(await takeConversation(story.ctx(story.anna), { conversationId }));
    expect(must(await postAssistantMessage(ctx, late))).toEqual({ silenced: true });
    must(await resolveConversation(story.ctx(story.anna), { conversationId, topics: ['delivery'] }));
    expect(must(await postAssistantMessage(ctx, late))).toEqual({ silenced: true });
    expect((await listMessages(ctx, conversationId)).some((message) => message.author === 'assistant')).toBe(false);
  });

  it('hands over once, with one line about it, however often it tries', async () => {
    const ctx = story.ctx(story.system);
    const conversationId = await start(story.ctx(story.guest));
    const again = { conversationId, queue: 'delivery', reason: summary.reason, summary } as const;
    const tries = await Promise.all([handOff(ctx, again), handOff(ctx, again)]);
    expect(tries.map((result) => must(result).handedOff)).toEqual([true, false]);
    expect((await listMessages(ctx, conversationId)).map((message) => message.body)).toEqual([
      'Где мой заказ?',
      'activity.handedOff',
    ]);
    const thread = await getThread(story.ctx(story.guest), conversationId, { locale: 'en' });
    expect(thread?.conversation.waiting).toMatchObject({ queue: 'delivery', place: 1 });
    expect(thread?.messages[1]?.text).toContain('Delivery and assembly');
  });

  it('gets the conversation back when the person writes after the resolution', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    must(await takeConversation(story.ctx(story.anna), { conversationId }));
    must(await resolveConversation(story.ctx(story.anna), { conversationId, topics: ['delivery'] }));
    must(await postMessage(guest, { conversationId, clientId: 'client-later', text: 'И ещё вопрос' }));
    expect(await getConversation(guest, conversationId)).toMatchObject({
      status: 'open',
      holder: 'assistant',
      resolvedAt: null,
    });
    const answer = { conversationId, clientId: 'answer-later', body: 'Слушаю' };
    expect(must(await postAssistantMessage(story.ctx(story.system), answer)).silenced).toBe(false);
    expect((await listMessages(guest, conversationId)).map((message) => message.body)).toEqual([
      'Где мой заказ?',
      'activity.handedOff',
      'activity.agentJoined',
      'activity.resolved',
      'activity.reopened',
      'И ещё вопрос',
      'Слушаю',
    ]);
  });
});
