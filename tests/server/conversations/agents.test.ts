import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addNote,
  getConversation,
  getStaffThread,
  getThread,
  listMessages,
  listNotes,
  listWithPeople,
  postMessage,
  resolveConversation,
  takeConversation,
} from '#server/conversations/index.ts';
import { must, openStory, start, startWaiting, type Story } from './story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(() => story.close());

describe('taking a conversation', () => {
  it('lets one of two agents have it; the other learns who does', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const [anna, timur] = await Promise.all([
      takeConversation(story.ctx(story.anna), { conversationId }),
      takeConversation(story.ctx(story.timur), { conversationId }),
    ]);
    expect(anna).toEqual({ ok: true, value: null });
    expect(timur).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'conversation.takenBy', values: { name: 'Anna' } },
    });
    const joined = (await listMessages(story.ctx(story.guest), conversationId)).filter(
      (message) => message.body === 'activity.agentJoined',
    );
    expect(joined).toHaveLength(1);
    expect((await getThread(story.ctx(story.guest), conversationId, { locale: 'ru' }))?.conversation.agent).toEqual({
      name: 'Anna',
      title: 'о Anna',
    });
  });

  it('is harmless to repeat for the one who has it', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const ctx = story.ctx(story.anna);
    must(await takeConversation(ctx, { conversationId }));
    expect(await takeConversation(ctx, { conversationId })).toEqual({ ok: true, value: null });
  });

  it('is not possible while the assistant answers, nor for an editor, nor for a customer', async () => {
    const conversationId = await start(story.ctx(story.guest));
    expect(await takeConversation(story.ctx(story.anna), { conversationId })).toMatchObject({
      error: { message: 'conversation.notWaiting' },
    });
    for (const viewer of [story.vera, story.marina]) {
      expect(await takeConversation(story.ctx(viewer), { conversationId })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
  });
});

describe('answering', () => {
  it('is only for the agent who took it', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const reply = (viewer: typeof story.anna, clientId: string) =>
      postMessage(story.ctx(viewer), { conversationId, clientId, text: 'Добрый день' });
    expect(await reply(story.anna, 'reply-0001')).toMatchObject({ error: { message: 'conversation.takeFirst' } });
    must(await takeConversation(story.ctx(story.anna), { conversationId }));
    expect(must(await reply(story.anna, 'reply-0002')).author).toBe('agent');
    expect(await reply(story.timur, 'reply-0003')).toMatchObject({
      error: { message: 'conversation.takenBy', values: { name: 'Anna' } },
    });
    expect(await reply(story.vera, 'reply-0004')).toMatchObject({ error: { code: 'not_found' } });
  });

  it('stops before a reply crosses a message the agent has not seen', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const ctx = story.ctx(story.anna);
    must(await takeConversation(ctx, { conversationId }));
    const { sequence } = must(await postMessage(guest, { conversationId, clientId: 'more-0001', text: 'Уже не надо' }));
    const reply = (seen: number) => postMessage(ctx, { conversationId, clientId: 'reply-0001', text: 'Везём', seen });
    expect(await reply(sequence - 1)).toMatchObject({ error: { message: 'conversation.newerMessage' } });
    expect((await reply(sequence)).ok).toBe(true);
  });
});

describe('resolving', () => {
  it('needs a topic and the agent who has the conversation', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.guest));
    const anna = story.ctx(story.anna);
    expect(await resolveConversation(anna, { conversationId, topics: ['delivery'] })).toMatchObject({ ok: false });
    must(await takeConversation(anna, { conversationId }));
    expect(await resolveConversation(anna, { conversationId, topics: [] })).toMatchObject({
      error: { fields: { topics: 'conversation.topicRequired' } },
    });
    expect(await resolveConversation(story.ctx(story.timur), { conversationId, topics: ['delivery'] })).toMatchObject({
      error: { message: 'conversation.takenBy', values: { name: 'Anna' } },
    });
    must(await resolveConversation(anna, { conversationId, topics: ['delivery', 'payment', 'delivery'] }));
    const thread = await getStaffThread(anna, conversationId, { locale: 'ru' });
    expect(thread?.topics.sort()).toEqual(['delivery', 'payment']);
    expect(await getConversation(anna, conversationId)).toMatchObject({ status: 'resolved' });
    expect(await listWithPeople(anna)).toEqual([]);
    expect(await resolveConversation(anna, { conversationId, topics: ['orders'] })).toEqual({ ok: true, value: null });
  });
});

describe('notes', () => {
  it('are for staff: never in what the person reads, in their place for the agents', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const ctx = story.ctx(story.timur);
    const note = { conversationId, clientId: 'note-0001', text: 'В прошлый раз шкафы не вошли в лифт' };
    must(await addNote(ctx, note));
    must(await addNote(ctx, note));
    must(await postMessage(guest, { conversationId, clientId: 'more-0001', text: 'Вы тут?' }));

    const forPerson = JSON.stringify(await getThread(guest, conversationId, { locale: 'ru' }));
    expect(forPerson).toContain('Вы тут?');
    expect(forPerson).not.toContain('шкафы');
    expect(JSON.stringify(await listMessages(guest, conversationId))).not.toContain('шкафы');
    expect(await listNotes(guest, conversationId)).toEqual([]);
    expect(await addNote(story.ctx(story.marina), { ...note, clientId: 'note-0002' })).toMatchObject({
      error: { code: 'not_found' },
    });

    const thread = await getStaffThread(ctx, conversationId, { locale: 'ru' });
    expect(thread?.lines.map((line) => line.kind)).toEqual(['message', 'message', 'note', 'message']);
  });

  it('keep the reason, the summary and the candidates of the hand-off away from the person', async () => {
    const guest = story.ctx(story.guest);
    const conversationId = await startWaiting(story, guest);
    const forPerson = JSON.stringify(await getThread(guest, conversationId, { locale: 'ru' }));
    for (const word of ['summary', 'candidates', 'reason', 'agentId', 'authorId', 'visitorHash', 'userId']) {
      expect(forPerson).not.toContain(word);
    }
  });
});
