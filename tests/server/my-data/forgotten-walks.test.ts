import { afterEach, beforeEach, expect, it } from 'vitest';
import { scenarioRuns } from '#db/schema/assistant.ts';
import { getConversationScript, getPhoneScript, seedScenarios } from '#server/assistant/index.ts';
import { startConversation } from '#server/conversations/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { requestErasure } from '#server/my-data/index.ts';
import { newRun } from '#server/scenarios/index.ts';
import { DAY_MS, must, openHouse, PASSWORD, type House } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

it('walks of somebody who was forgotten end, and the pages that show them go on to open', async () => {
  const { marina, agent, customerId, clock } = house;
  await seedScenarios(house.ctx(systemViewer('test')));
  const hello = { clientId: 'hello-marina', text: 'Не хватает винтов', locale: 'ru' } as const;
  const { conversationId } = must(await startConversation(house.ctx(marina), hello));
  const now = clock.now();
  const walk = { scenarioKey: 'missing-parts', scenarioVersion: 1, turns: 2, request: 'Не хватает винтов' };
  const row = { ...walk, state: { ...newRun(), at: 'start', path: ['start'] }, createdAt: now, updatedAt: now };
  const phone = { conversationId: '', walkedBy: 'agent', customerId, userId: marina.userId } as const;
  await house.db.write((tx) =>
    tx.insert(scenarioRuns).values([
      { ...row, id: 'parked', conversationId, status: 'handed_off' },
      { ...row, id: 'aside', conversationId, status: 'set_aside' },
      { ...row, ...phone, id: 'phone', status: 'finished', shown: { said: ['Здравствуйте, Марина'] } },
    ]),
  );
  must(await requestErasure(house.ctx(marina), { current: PASSWORD }));
  await house.told();
  clock.advance(8 * DAY_MS);
  expect(await house.work()).toBe(1);
  await house.told();
  const seen = await getConversationScript(house.ctx(agent), conversationId);
  expect(seen).toMatchObject({ runId: 'parked', answers: [], title: null, mayMove: false });
  const called = await getPhoneScript(house.ctx(agent), { customerId, runId: 'phone' });
  expect(called).toMatchObject({ answers: [], mayMove: false });
  const left = await house.db.read.select().from(scenarioRuns);
  for (const { request, state, shown, walker } of left) {
    expect({ request, state, shown, walker }).toEqual({ request: '', state: {}, shown: null, walker: null });
  }
  expect(left.find(({ id }) => id === 'aside')?.status).toBe('dropped');
});
