import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  claimConversations,
  conversationViewer,
  getConversation,
  getOwnConversation,
  getStaffThread,
  getThread,
  listMessages,
  listThreads,
  postMessage,
} from '#server/conversations/index.ts';
import { openStory, start, visitor, type Story } from './story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(() => story.close());

describe('a stranger', () => {
  it('sees nothing of a conversation and cannot write into it', async () => {
    const conversationId = await start(story.ctx(story.guest));
    for (const viewer of [visitor('other-hash'), visitor(null), story.marina, story.vera]) {
      const ctx = story.ctx(viewer);
      expect(await getConversation(ctx, conversationId)).toBeNull();
      expect(await getThread(ctx, conversationId, { locale: 'ru' })).toBeNull();
      expect(await listMessages(ctx, conversationId)).toEqual([]);
      expect(await listThreads(ctx)).toEqual([]);
      expect(await postMessage(ctx, { conversationId, clientId: 'client-x001', text: 'Я тоже' })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
    expect(await getStaffThread(story.ctx(story.marina), conversationId, { locale: 'ru' })).toBeNull();
  });

  it('cannot start into somebody else’s conversation by guessing its client id', async () => {
    const first = await start(story.ctx(story.guest), 'Секрет', 'client-guess');
    const second = await start(story.ctx(visitor('other-hash')), 'Привет', 'client-guess');
    expect(second).not.toBe(first);
  });
});

describe('a visitor who signs in', () => {
  it('keeps the conversations of this browser, and from then on only the account opens them', async () => {
    const conversationId = await start(story.ctx(story.guest));
    const marina = story.ctx({ ...story.marina, visitorHash: story.guest.visitorHash });
    expect(await getOwnConversation(marina, conversationId)).not.toBeNull();
    expect(await claimConversations(marina)).toEqual({ claimed: 1 });
    expect(await claimConversations(marina)).toEqual({ claimed: 0 });
    expect(await listThreads(story.ctx(story.marina))).toHaveLength(1);
    expect(await getConversation(marina, conversationId)).toMatchObject({ customerId: story.marina.customerId });

    expect(await getOwnConversation(story.ctx(story.guest), conversationId)).toBeNull();
    const pavel = story.ctx({ ...story.pavel, visitorHash: story.guest.visitorHash });
    expect(await getOwnConversation(pavel, conversationId)).toBeNull();
    expect(await claimConversations(pavel)).toEqual({ claimed: 0 });
  });

  it('does not turn an agent who tries both sides in one browser into the owner', async () => {
    const conversationId = await start(story.ctx(story.guest));
    const anna = story.ctx({ ...story.anna, visitorHash: story.guest.visitorHash });
    expect(await claimConversations(anna)).toEqual({ claimed: 0 });
    expect(await getOwnConversation(anna, conversationId)).toBeNull();
    expect(await getConversation(anna, conversationId)).not.toBeNull();
  });
});

describe('the assistant looking things up', () => {
  it('sees with the eyes of the person it talks to', async () => {
    const system = story.ctx(story.system);
    const ofGuest = await getConversation(system, await start(story.ctx(story.guest)));
    const ofMarina = await getConversation(system, await start(story.ctx(story.marina)));
    if (!ofGuest || !ofMarina) throw new Error('the application reads every conversation');
    expect(await conversationViewer(system, ofGuest)).toEqual(story.guest);
    expect(await conversationViewer(system, ofMarina)).toMatchObject({
      userId: story.marina.userId,
      customerId: story.marina.customerId,
      role: 'customer',
    });
  });
});
