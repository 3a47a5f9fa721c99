import { afterAll, beforeAll, expect, it } from 'vitest';
import { setVisibility } from '#server/customers/index.ts';
import { openStory, type Story } from './story.ts';

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
