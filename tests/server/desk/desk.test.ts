import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postMessage, takeConversation } from '#server/conversations/index.ts';
import { closeConversation, getQueue, getWorkspace, postFromDesk, watchDesk } from '#server/desk/index.ts';
import { categories } from '#db/schema/help-center.ts';
import { must, openStory, start, startWaiting, visitor, type Story } from '../conversations/story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
  const both = (text: string) => ({ ru: text, en: text });
  await story.db.write((tx) =>
    tx
      .insert(categories)
      .values({ id: 'delivery', icon: 'truck', position: 1, title: both('Доставка'), summary: both('') }),
  );
});
afterEach(() => story.close());

const names = (lines: { name: string | null }[]) => lines.map((line) => line.name);

describe('the lists of the desk', () => {
  it('move a conversation from waiting to mine, to the colleagues of the others, to resolved', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.marina));
    story.clock.advance(60_000);
    await startWaiting(story, story.ctx(visitor('second-guest')));
    const anna = story.ctx(story.anna);
    const timur = story.ctx(story.timur);
    expect(names((await getQueue(anna)).waiting)).toEqual(['Marina', null]);

    must(await takeConversation(anna, { conversationId }));
    expect(await getQueue(anna)).toMatchObject({ mine: [{ name: 'Marina' }], colleagues: [], resolved: [] });
    expect(await getQueue(timur)).toMatchObject({ mine: [], colleagues: [{ name: 'Marina', agentName: 'Anna' }] });

    must(await closeConversation(anna, { conversationId, topics: ['delivery'] }));
    expect(await getQueue(anna)).toMatchObject({ mine: [], resolved: [{ id: conversationId, resolved: true }] });
    expect((await getQueue(timur)).resolved).toEqual([]);
  });

  it('count what nobody has answered', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const anna = story.ctx(story.anna);
    must(await takeConversation(anna, { conversationId }));
    must(await postMessage(guest, { conversationId, clientId: 'more-0001', text: 'Вы тут?' }));
    expect((await getQueue(anna)).mine).toMatchObject([{ unanswered: 2, answered: false, preview: 'Вы тут?' }]);
    must(await postFromDesk(anna, { conversationId, kind: 'reply', clientId: 'reply-001', text: 'Тут' }));
    expect((await getQueue(anna)).mine).toMatchObject([{ unanswered: 0, answered: true, waitingSince: null }]);
  });

  it('show what somebody who waits came for, not the thanks they said last', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const anna = story.ctx(story.anna);
    must(await postMessage(guest, { conversationId, clientId: 'thanks-01', text: 'спасибо' }));
    expect((await getQueue(anna)).waiting).toMatchObject([{ preview: 'Перенести доставку', answered: false }]);
    const text = 'Ещё у второго шкафа не закрывается дверца';
    must(await postMessage(guest, { conversationId, clientId: 'more-0001', text }));
    must(await postMessage(guest, { conversationId, clientId: 'thanks-02', text: 'спасибо' }));
    expect((await getQueue(anna)).waiting).toMatchObject([{ preview: text }]);
  });

  it('are empty for an editor', async () => {
    await startWaiting(story, story.ctx(story.guest));
    expect(await getQueue(story.ctx(story.vera))).toEqual({
      clients: [],
      mine: [],
      waiting: [],
      colleagues: [],
      resolved: [],
    });
  });
});

describe('the workspace', () => {
  it('shows the agent what the assistant knew, the customer and earlier conversations', async () => {
    const marina = story.ctx(story.marina);
    const earlier = await start(marina, 'Пропуск на сборщиков', 'client-earlier');
    const conversationId = await startWaiting(story, marina);
    const workspace = await getWorkspace(story.ctx(story.anna), conversationId, { locale: 'ru' });
    expect(workspace).toMatchObject({
      person: { name: 'Marina' },
      customer: { name: 'ООО «Северный ветер»' },
      handoff: { queue: 'delivery', summary: { request: 'Перенести доставку' } },
      may: { take: true, reply: false },
      history: [{ id: earlier }],
      categories: [
        { id: 'delivery', title: 'Доставка' },
        { id: 'other', title: 'Другое / не по теме' },
      ],
    });
    expect(await getWorkspace(story.ctx(story.vera), conversationId, { locale: 'ru' })).toBeNull();
    expect(await getWorkspace(story.ctx(story.marina), conversationId, { locale: 'ru' })).toBeNull();
  });

  it('refuses a topic that is not a category of the help center', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const anna = story.ctx(story.anna);
    must(await takeConversation(anna, { conversationId }));
    expect(await closeConversation(anna, { conversationId, topics: ['delivery', 'magic'] })).toMatchObject({
      error: { fields: { topics: 'desk.unknownTopic' } },
    });
  });

  it('is closed as «other» when no category says truly what it was about', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const anna = story.ctx(story.anna);
    must(await takeConversation(anna, { conversationId }));
    must(await closeConversation(anna, { conversationId, topics: ['other'] }));
    expect((await getWorkspace(anna, conversationId, { locale: 'ru' }))?.topics).toEqual(['other']);
  });
});

describe('the stream of the desk', () => {
  it('says when the lists change and when the open conversation does, and nothing else', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const stop = new AbortController();
    const changes = watchDesk(story.ctx(story.anna), {
      conversationId,
      locale: 'ru',
      signal: stop.signal,
      everyMs: 60_000,
    });
    const next = async () => {
      const change = await changes.next();
      return change.done ? null : change.value.event;
    };
    expect([await next(), await next()]).toEqual(['queue', 'thread']);

    await startWaiting(story, story.ctx(visitor('second-guest')));
    expect(await next()).toBe('queue');

    must(
      await postFromDesk(story.ctx(story.timur), {
        conversationId,
        kind: 'note',
        clientId: 'note-0001',
        text: 'Знаю его',
      }),
    );
    expect(await next()).toBe('thread');
    stop.abort();
    expect((await changes.next()).done).toBe(true);
  });
});
