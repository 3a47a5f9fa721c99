import { afterAll, beforeAll, expect, it } from 'vitest';
import { getThread, type Message } from '#server/conversations/index.ts';
import { openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  // Saturday evening in Moscow: people answer again on Monday, 23 November, from 9.
  story.clock.set('2026-11-21T19:00:00Z');
});
afterAll(() => story.close());

const said = (messages: readonly Message[]) =>
  messages.filter(({ author }) => author === 'assistant').map(({ body }) => body);
const PROMISE = 'мы приняли заявку: сотрудник ответит 23 ноября с\u00a009:00.';
const WHERE = 'Напишите почту или телефон, куда ответить.';

it('says out of hours when people answer, and asks a guest where; then it is silent', async () => {
  const chat = await story.chat(story.guest, 'позовите человека');
  const { body } = await chat.last();
  expect(body).toContain(PROMISE);
  expect(body).toContain(WHERE);
  const after = await chat.say('name@example.com');
  expect(after.map(({ author, body: line }) => [author, line])).toEqual([['activity', 'activity.contactKept']]);
  expect(await chat.say('Где мой заказ?')).toEqual([]);
  expect(await chat.conversation()).toMatchObject({ holder: 'queue', contact: 'name@example.com' });
});

it('asks nothing of somebody who is signed in', async () => {
  const chat = await story.chat(story.marina, 'позовите человека');
  const { body } = await chat.last();
  expect(body).toContain(PROMISE);
  expect(body).not.toContain(WHERE);
});

it('promises it as well when a scenario or a question without an answer leads to people', async () => {
  const unknown = await story.chat(story.guest, 'синхрофазотрон квазиэргодический гипотетически перемалывает шестерни');
  const words = said(await unknown.messages()).join('\n');
  if ((await unknown.conversation()).holder === 'queue') expect(words).toContain(PROMISE);
  else expect(said(await unknown.say('синхрофазотрон квазиэргодический гипотетически')).join('\n')).toContain(PROMISE);
});

it('suggests the address that was given on the way', async () => {
  const chat = await story.chat(story.guest, 'жалоба');
  for (let turn = 0; turn < 12 && (await chat.conversation()).holder === 'assistant'; turn++) {
    const { extras, body } = await chat.last();
    if (extras.input?.kind === 'email') await chat.say('name@example.com');
    else if (extras.offers?.[0]) await chat.say(extras.offers[0].label, extras.offers[0].value);
    else if (extras.input?.kind === 'file') await chat.say('нет', '/none');
    else if (extras.replies?.[0]) await chat.say(extras.replies[0].label, extras.replies[0].value);
    else if (body !== '') await chat.say('Водитель нагрубил и уехал');
  }
  const thread = await getThread(story.ctx(story.guest), chat.id, { locale: 'ru' });
  expect(thread?.conversation.request).toEqual({ asksContact: true, contact: null, suggested: 'name@example.com' });
});

it('says in hours only that a person takes over', async () => {
  story.clock.set('2026-11-23T09:00:00Z');
  const chat = await story.chat(story.guest, 'позовите человека');
  expect((await chat.last()).body).not.toContain('заявк');
});
