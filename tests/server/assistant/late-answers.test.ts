import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations } from '#db/schema/conversations.ts';
import { postMessage } from '#server/conversations/index.ts';
import { must, openStory, type Chat, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

/** Asks to be called back, up to the question whether that is right. */
async function toConfirm(): Promise<Chat> {
  const chat = await story.chat(story.marina, 'перезвоните мне');
  await chat.say('Замер кабинета');
  await chat.say('+7 916 000-11-22');
  await chat.say('Как можно скорее', 'now');
  expect((await chat.last()).extras.replies?.map(({ value }) => value)).toEqual(['/yes', '/no']);
  return chat;
}
/** What the page sends when a button under a message is pressed. */
const press = async (chat: Chat, under: string, reply: string) => {
  const clientId = `reply.${under}.${reply}`;
  must(await postMessage(story.ctx(story.marina), { conversationId: chat.id, clientId, text: reply, reply }));
};
const all = async () => (await story.db.read.select({ id: conversations.id }).from(conversations)).length;

it('a yes pressed in another tab under an earlier question agrees to nothing', async () => {
  const chat = await toConfirm();
  const { id: first } = await chat.last();
  await press(chat, first, '/no');
  await story.events.settled();
  await chat.say('Телефон или время', 'phone');
  await chat.say('+7 916 000-11-33');
  await chat.say('Как можно скорее', 'now');
  const asked = await chat.last();
  expect(asked.body).toContain('+79160001133');
  const before = await all();
  await press(chat, first, '/yes');
  await story.events.settled();
  expect(await all(), 'nothing was done').toBe(before);
  const again = await chat.last();
  expect(again.id).not.toBe(asked.id);
  expect(again.body).toContain('+79160001133');
  // Under the question that stands there now it is a yes, and pressed twice it is one.
  await press(chat, again.id, '/yes');
  await press(chat, again.id, '/yes');
  await story.events.settled();
  expect(await all()).toBe(before + 1);
});

it('a yes written before the question was put agrees to nothing', async () => {
  const chat = await story.chat(story.marina, 'перезвоните мне');
  await chat.say('Замер кабинета');
  await chat.say('+7 916 000-11-22');
  const before = await all();
  const ctx = story.ctx(story.marina);
  const hasty = { conversationId: chat.id, clientId: ctx.ids.next() };
  must(await postMessage(ctx, { ...hasty, text: 'Как можно скорее', reply: 'now' }));
  must(await postMessage(ctx, { ...hasty, clientId: ctx.ids.next(), text: 'да' }));
  await story.events.settled();
  expect(await all(), 'nothing was done').toBe(before);
  expect((await chat.last()).extras.replies?.map(({ value }) => value)).toEqual(['/yes', '/no']);
});
