import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshKnowledge, seedScenarios } from '#server/assistant/index.ts';
import { openStory, type Story } from './story.ts';

const yaml = `key: check-order
type: question
topic: orders
queue: delivery
title: { ru: Проверить заказ, en: Check an order }
audience: signedIn
examples: { ru: [сверьте кодовое слово заказа], en: [compare the code word of an order] }
steps:
  find: { lookUp: orders.current, into: orders, then: which }
  which:
    ask: { ru: 'Какой ещё заказ?', en: 'Which other order?' }
    label: { ru: Заказ, en: Order }
    answer: order
    from: orders
    into: order
    none: end
    then: told
  told: { say: { ru: 'Заказ {{order.number}} проверен.', en: 'Order {{order.number}} is checked.' }, then: which }
  end: { resolve: true }
`;

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await seedScenarios(story.system, [{ key: 'check-order', file: 'check-order.yaml', yaml }]);
  await refreshKnowledge(story.system);
});
afterAll(() => story.close());

it('the number in a message answers a question once, and not again when the way comes back to it', async () => {
  const chat = await story.chat(story.marina, 'сверьте кодовое слово заказа 2418');
  await chat.say('Проверить заказ', '/scenario:check-order');
  const said = await chat.last();
  expect(said.body.match(/проверен/gu)).toHaveLength(1);
  expect(said.body).toContain('Какой ещё заказ?');
  expect((await chat.conversation()).holder).toBe('assistant');
});
