import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  postAssistantMessage,
  postMessage,
  takeConversation,
  watchConversation,
  type ConversationChange,
} from '#server/conversations/index.ts';
import { must, openStory, start, startWaiting, visitor, type Story } from './story.ts';

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(() => story.close());

const watch = (viewer: Parameters<Story['ctx']>[0], conversationId: string, after = 0, everyMs = 60_000) => {
  const stop = new AbortController();
  const changes = watchConversation(story.ctx(viewer), conversationId, {
    after,
    locale: 'ru',
    signal: stop.signal,
    everyMs,
  });
  return { stop, changes };
};

/** Reads until `count` messages came; gives their ids. */
async function messageIds(changes: AsyncGenerator<ConversationChange>, count: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < count) {
    const next = await changes.next();
    if (next.done) break;
    if (next.value.event === 'message') ids.push(Number(next.value.id));
  }
  return ids;
}

describe('the stream of a conversation', () => {
  it('gives every message once and in order to a reader that keeps falling off and resumes from the last id', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await start(ctx);
    const total = 30;
    const writing = (async () => {
      for (let n = 2; n <= total; n++) {
        must(
          await postMessage(ctx, { conversationId, clientId: `client-${String(n).padStart(4, '0')}`, text: String(n) }),
        );
      }
    })();
    const seen: number[] = [];
    while (seen.length < total) {
      const { stop, changes } = watch(story.guest, conversationId, seen.at(-1) ?? 0);
      seen.push(...(await messageIds(changes, Math.min(7, total - seen.length))));
      stop.abort();
      await changes.return(undefined);
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: total }, (_, n) => n + 1));
  });

  it('looks by itself when a hint was lost', async () => {
    const conversationId = await start(story.ctx(story.guest));
    const silent = { publish: () => undefined, subscribe: () => () => undefined };
    const system = story.ctx(story.system);
    const deaf = { ...system, platform: { ...system.platform, hub: silent } };
    const { stop, changes } = watch(story.guest, conversationId, 1, 20);
    expect((await changes.next()).value).toMatchObject({ event: 'state' });
    must(await postAssistantMessage(deaf, { conversationId, clientId: 'answer-1', body: 'Здравствуйте' }));
    expect(await messageIds(changes, 1)).toEqual([2]);
    // Who answers has read what came before.
    expect((await changes.next()).value).toMatchObject({ event: 'state', data: { ours: { read: 2 } } });
    stop.abort();
    expect((await changes.next()).done).toBe(true);
  });

  it('tells whose turn it is when that changes, and only then', async () => {
    const ctx = story.ctx(story.guest);
    const conversationId = await startWaiting(story, ctx);
    const { stop, changes } = watch(story.guest, conversationId, 2);
    expect((await changes.next()).value).toMatchObject({
      event: 'state',
      data: { holder: 'queue', waiting: { place: 1 } },
    });
    must(await takeConversation(story.ctx(story.anna), { conversationId }));
    expect((await changes.next()).value).toMatchObject({ event: 'message', id: '3' });
    expect((await changes.next()).value).toMatchObject({
      event: 'state',
      data: { holder: 'agent', agent: { name: 'Anna' }, waiting: null },
    });
    must(await postMessage(ctx, { conversationId, clientId: 'client-0005', text: 'Здравствуйте' }));
    expect((await changes.next()).value).toMatchObject({ event: 'message', id: '4' });
    stop.abort();
    expect((await changes.next()).done).toBe(true);
  });

  it('ends at once for a stranger', async () => {
    const conversationId = await start(story.ctx(story.guest));
    const { changes } = watch(visitor('other-hash'), conversationId);
    expect((await changes.next()).done).toBe(true);
  });
});
