import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  countUnreadConversations,
  getDraft,
  getStaffThread,
  getThread,
  listConversationsWaitingForMe,
  listMyConversations,
  listWithPeople,
  mayWriteToManager,
  noteDelivered,
  noteDeliveredToDesk,
  noteRead,
  postMessage,
  resolveConversation,
  saveDraft,
  startConversation,
} from '#server/conversations/index.ts';
import { setVisibility, viewerOfUser } from '#server/customers/index.ts';
import { customers } from '#db/schema/customers.ts';
import { conversationPositions } from '#db/schema/conversations.ts';
import { events } from '#db/schema/events.ts';
import { users } from '#db/schema/identity.ts';
import { countQueries } from '#support/count-queries.ts';
import { must, openStory, start, type Story } from './story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
  await setManager(story.anna.userId);
});
afterEach(() => story.close());

const setManager = (managerId: string | null) =>
  story.db.write((tx) =>
    tx
      .update(customers)
      .set({ managerId })
      .where(eq(customers.id, story.marina.customerId ?? '')),
  );
const marina = () => story.ctx(story.marina);
const anna = () => story.ctx(story.anna);
const toManager = (clientId = 'to-manager-1', text = 'Когда монтаж?') =>
  startConversation(marina(), {
    locale: 'ru',
    kind: 'manager',
    clientId,
    text,
    about: { kind: 'order', key: '2418' },
  });
const opened = async () => must(await toManager()).conversationId;
const thread = async (id: string) => (await getThread(marina(), id, { locale: 'ru' }))?.conversation;
const answer = (conversationId: string, clientId: string, text = 'Добрый день!') =>
  postMessage(anna(), { conversationId, clientId, text });

describe('a conversation with the manager', () => {
  it('is in their hands at once, says what it is about, and starts once', async () => {
    const conversationId = await opened();
    expect(must(await toManager())).toEqual({ conversationId });
    expect(await thread(conversationId)).toMatchObject({
      kind: 'manager',
      holder: 'agent',
      about: { kind: 'order', key: '2418' },
      agent: { name: 'Anna' },
    });
    for (const [locale, title] of [
      ['ru', 'менеджер'],
      ['en', 'manager'],
    ] as const) {
      await story.db.write((tx) =>
        tx
          .update(users)
          .set({ title: 'менеджер', titles: { en: 'manager' } })
          .where(eq(users.id, story.anna.userId)),
      );
      const read = await getThread(marina(), conversationId, { locale });
      expect(read?.conversation.agent).toEqual({ name: 'Anna', title });
    }
    expect(await listWithPeople(anna())).toMatchObject([{ id: conversationId, agentId: story.anna.userId }]);
    must(await answer(conversationId, 'answer-0001'));
    const told = await story.db.read.select().from(events);
    const about = { conversationId, customerId: story.marina.customerId, userId: story.marina.userId };
    expect(told.map(({ type, payload }) => ({ type, payload }))).toMatchObject([
      ...told.slice(0, -4).map(() => ({})),
      { type: 'conversation.started', payload: { ...about, kind: 'manager', byUserId: story.marina.userId } },
      { type: 'message.posted', payload: { ...about, author: 'person', agentId: story.anna.userId } },
      { type: 'message.posted', payload: { ...about, author: 'agent', byUserId: story.anna.userId } },
      { type: 'message.replied', payload: { conversationId } },
    ]);
  });

  it('says when they answer, out of hours', async () => {
    story.clock.set('2026-11-25T09:00:00Z');
    const conversationId = await opened();
    expect((await thread(conversationId))?.opensAt).toBeNull();
    story.clock.set('2026-11-25T20:00:00Z');
    expect((await thread(conversationId))?.opensAt).toEqual(new Date('2026-11-26T06:00:00Z'));
  });

  it('comes back to the manager of the day when it is opened again, or waits when there is none', async () => {
    const conversationId = await opened();
    must(await resolveConversation(anna(), { conversationId, topics: ['other'] }));
    await setManager(story.timur.userId);
    const again = (clientId: string) => postMessage(marina(), { conversationId, clientId, text: 'Ещё вопрос' });
    must(await again('again-0001'));
    expect(await thread(conversationId)).toMatchObject({ holder: 'agent', agent: { name: 'Timur' }, status: 'open' });
    must(await resolveConversation(story.ctx(story.timur), { conversationId, topics: ['other'] }));
    await setManager(null);
    must(await again('again-0002'));
    expect(await thread(conversationId)).toMatchObject({ holder: 'queue', waiting: { queue: 'general' } });
  });

  it('needs a manager who is there and is shown', async () => {
    const { customerId } = story.marina;
    expect(await mayWriteToManager(marina(), customerId)).toBe(true);
    const hides = ['customer.manager' as const];
    await setVisibility(story.ctx(story.system), { scope: 'everyone', target: '', hides, shows: [] });
    const viewer = await viewerOfUser(story.db, story.marina.userId);
    if (!viewer) throw new Error('still a member');
    expect(await mayWriteToManager(story.ctx(viewer), customerId)).toBe(false);
    await setManager(null);
    expect(await toManager()).toMatchObject({ error: { fields: { to: 'conversation.noManager' } } });
    expect(await mayWriteToManager(story.ctx(story.guest), null)).toBe(false);
  });
});

describe('ticks', () => {
  it('go from sent to delivered to read on both sides, and answering is reading', async () => {
    const conversationId = await opened();
    const ours = async () => (await thread(conversationId))?.ours;
    const theirs = async () => (await getStaffThread(anna(), conversationId, { locale: 'ru' }))?.theirs;
    expect(await ours()).toEqual({ delivered: 0, read: 0 });
    await noteDeliveredToDesk(anna());
    expect(await ours()).toEqual({ delivered: 1, read: 0 });
    await noteRead(anna(), { conversationId, upTo: 1 });
    expect(await ours()).toEqual({ delivered: 1, read: 1 });

    must(await answer(conversationId, 'answer-0001'));
    expect(await theirs()).toEqual({ delivered: 1, read: 1 });
    await noteDelivered(marina(), { conversationId, upTo: 2 });
    expect(await theirs()).toEqual({ delivered: 2, read: 1 });
    must(await postMessage(marina(), { conversationId, clientId: 'thanks-0001', text: 'Спасибо' }));
    expect(await theirs()).toEqual({ delivered: 3, read: 3 });
  });

  it('never go back, never past the last message, and are one row a participant', async () => {
    const conversationId = await opened();
    for (const upTo of [1, 900, 0]) await noteRead(anna(), { conversationId, upTo });
    expect((await thread(conversationId))?.ours).toEqual({ delivered: 1, read: 1 });
    expect(await story.db.read.select().from(conversationPositions)).toHaveLength(1);
  });

  it('are not moved by colleagues who look on, nor by strangers', async () => {
    const conversationId = await opened();
    expect(await noteRead(story.ctx(story.timur), { conversationId, upTo: 1 })).toMatchObject({ ok: true });
    for (const viewer of [story.pavel, story.vera, story.guest]) {
      expect(await noteRead(story.ctx(viewer), { conversationId, upTo: 1 })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
    expect((await thread(conversationId))?.ours).toEqual({ delivered: 0, read: 0 });
  });
});

describe('my conversations', () => {
  it('are one list with the manager and support: unread, last line, whose turn, found by words in any case', async () => {
    const conversationId = await opened();
    const support = await start(marina(), 'Как оплатить счёт?', 'support-0001');
    story.clock.advance(1000);
    must(await answer(conversationId, 'answer-0001', 'Монтаж в понедельник'));
    const list = async (options: Parameters<typeof listMyConversations>[1] = {}) => {
      const found = await listMyConversations(marina(), options);
      return { ids: found?.conversations.map(({ id }) => id), counts: found?.counts };
    };
    expect((await listMyConversations(marina()))?.conversations[0]).toMatchObject({
      id: conversationId,
      unread: 1,
      agentName: 'Anna',
      last: { author: 'agent', text: 'Монтаж в понедельник', files: 0 },
    });
    expect(await list()).toEqual({
      ids: [conversationId, support],
      counts: { all: 2, unread: 1, manager: 1, support: 1 },
    });
    expect((await list({ filter: 'support' })).ids).toEqual([support]);
    expect((await list({ search: 'ПОНЕДЕЛЬНИК' })).ids).toEqual([conversationId]);
    expect((await list({ search: '2418' })).ids).toEqual([conversationId]);
    expect(await countUnreadConversations(marina())).toBe(1);
    expect(await listConversationsWaitingForMe(marina())).toMatchObject({
      total: 1,
      conversations: [{ id: conversationId }],
    });
    await noteRead(marina(), { conversationId, upTo: 2 });
    expect(await countUnreadConversations(marina())).toBe(0);
    expect((await list({ filter: 'unread' })).ids).toEqual([]);
    expect((await listMyConversations(story.ctx(story.pavel)))?.total).toBe(0);
  });

  it('take two reads, however many there are', async () => {
    await start(marina());
    const reads = () => countQueries(marina(), (ctx) => listMyConversations(ctx));
    const one = await reads();
    for (let each = 0; each < 12; each++) await start(marina(), 'Ещё вопрос', `client-many-${String(each)}`);
    expect([one, await reads()]).toEqual([2, 2]);
  });
});

describe('a draft', () => {
  it('belongs to a person and a conversation, and is gone once it is sent', async () => {
    const conversationId = await opened();
    must(await saveDraft(marina(), { place: conversationId, text: 'Хотела спросить' }));
    must(await saveDraft(anna(), { place: conversationId, text: 'Отвечаю' }));
    must(await saveDraft(marina(), { place: 'new', text: 'Другое' }));
    expect(await getDraft(marina(), conversationId)).toBe('Хотела спросить');
    expect(await saveDraft(story.ctx(story.pavel), { place: conversationId, text: 'x' })).toMatchObject({
      error: { code: 'not_found' },
    });
    must(await postMessage(marina(), { conversationId, clientId: 'posted-0001', text: 'Хотела спросить о сроках' }));
    expect(await getDraft(marina(), conversationId)).toBe('');
    expect(await getDraft(anna(), conversationId)).toBe('Отвечаю');
    must(await toManager('to-manager-2'));
    expect(await getDraft(marina(), 'new')).toBe('');
    must(await saveDraft(anna(), { place: conversationId, text: ' ' }));
    expect(await getDraft(anna(), conversationId)).toBe('');
  });
});
