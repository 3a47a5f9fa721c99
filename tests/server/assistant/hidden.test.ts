import { afterAll, beforeAll, expect, it } from 'vitest';
import { resumeScript } from '#server/assistant/index.ts';
import { takeConversation } from '#server/conversations/index.ts';
import { setVisibility } from '#server/customers/index.ts';
import { must, openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story.close());

const hide = (...hides: ('orders' | 'invoices')[]) =>
  setVisibility(story.system, { scope: 'everyone', target: '', hides, shows: [] });

it('says nothing more of an order it has looked up, once the company has closed that section', async () => {
  const chat = await story.chat(story.marina, 'перенести доставку');
  expect(JSON.stringify((await chat.last()).extras)).toContain('Переговорная');
  await hide('orders');
  const said = [...(await chat.say('Да, этот', '2418')), ...(await chat.say('Где мой заказ?'))];
  expect(said.length).toBeGreaterThan(1);
  expect(JSON.stringify(said.filter(({ author }) => author === 'assistant'))).not.toContain('Переговорная');
});

it('goes on with an order when something else was closed', async () => {
  await hide();
  const chat = await story.chat(story.marina, 'перенести доставку');
  await hide('invoices');
  await chat.say('Да, этот', '2418');
  expect((await chat.last()).extras).toMatchObject({ scenario: { key: 'reschedule-delivery', step: 2 } });
});

it('is not gone on with by an agent either, who walks with the eyes of the person', async () => {
  await hide();
  const chat = await story.chat(story.marina, 'перенести доставку');
  await chat.say('позовите человека');
  must(await takeConversation(story.ctx(story.anna), { conversationId: chat.id }));
  await hide('orders');
  const refused = await resumeScript(story.ctx(story.anna), chat.id);
  expect(refused).toMatchObject({ ok: false, error: { message: 'desk.script.gone' } });
  await hide();
  expect(await resumeScript(story.ctx(story.anna), chat.id)).toMatchObject({ ok: true });
});
