import { afterAll, beforeAll, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { assistantTurns, scenarioRuns } from '#db/schema/assistant.ts';
import { conversations } from '#db/schema/conversations.ts';
import { onMessagePosted } from '#server/assistant/index.ts';
import { messagePosted, postMessage, startConversation } from '#server/conversations/index.ts';
import { storeMade } from '#server/files/index.ts';
import type { Viewer } from '#server/identity/index.ts';
import { seedScenarios } from '#server/scenarios/index.ts';
import { samplePdf } from '#support/sample-files.ts';
import { Chat, must, openStory, type Story } from './story.ts';

const yaml = `key: ask-back
type: request
topic: orders
queue: delivery
title: { ru: Перезвонить, en: Call back }
examples:
  ru: [а, б, в, г, д, е, ж, з]
  en: [a, b, c, d, e, f, g, h]
steps:
  start:
    ask: { ru: На какой номер?, en: Which number? }
    label: { ru: Телефон, en: Phone }
    into: phone
    answer: phone
    then: day
  day:
    ask: { ru: В какой день?, en: Which day? }
    label: { ru: День, en: Day }
    into: day
    answer: date
    earliest: today+1
    latest: today+14
    workdays: true
    then: photo
  photo:
    ask: { ru: Пришлите чертёж., en: Send the drawing. }
    label: { ru: Чертёж, en: Drawing }
    into: drawings
    answer: file
    none: call
    then: call
  call:
    act: callback.ask
    with: { phone: phone, when: day }
    confirm: { ru: 'Перезвонить на {{phone}} {{day}}?', en: 'Call {{phone}} on {{day}}?' }
    no: end
    into: request
    then: end
  end:
    resolve: { ru: 'Готово. {{request.number}}', en: 'Done. {{request.number}}' }
`;

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await seedScenarios(story.system, [{ key: 'ask-back', file: 'ask-back.yaml', yaml }]);
});
afterAll(() => story.close());

async function begin(viewer: Viewer): Promise<Chat> {
  const ctx = story.ctx(viewer);
  const start = { locale: 'ru', clientId: ctx.ids.next(), text: 'Перезвоните', scenario: 'ask-back' } as const;
  const { conversationId } = must(await startConversation(ctx, start));
  await story.events.settled();
  return new Chat(story, viewer, conversationId);
}
const requests = async () =>
  story.db.read
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.holder, 'queue'), eq(conversations.subject, 'Перезвоните, пожалуйста: +79161234567')));

it('asks by fields, says what is wrong, does what was confirmed, once however often it is told', async () => {
  const chat = await begin(story.guest);
  expect((await chat.last()).extras).toMatchObject({ input: { kind: 'phone' }, replies: [] });
  const [wrong] = await chat.say('завтра');
  expect(wrong?.body).toContain('Не понял номер телефона');
  expect(wrong?.extras).toMatchObject({ input: { kind: 'phone' } });
  const [day] = await chat.say('8 916 123-45-67');
  expect(day?.extras).toMatchObject({ input: { kind: 'date', min: '2026-11-20', max: '2026-12-03', workdays: true } });
  await chat.say('2026-11-23');
  const [confirm] = await chat.say('Файла нет', '/none');
  expect(confirm?.body).toContain('Перезвонить на +79161234567 23 ноября?');
  expect(confirm?.extras.replies?.map(({ value }) => value)).toEqual(['/yes', '/no']);
  const [done] = await chat.say('Да, сделайте', '/yes');
  expect(done?.body).toMatch(/Готово\. \d-\d{3}/);
  const [request, another] = await requests();
  expect(request).toBeDefined();
  expect(another).toBeUndefined();
  // The event comes again, as after a crash before it was marked as done; the turn is not decided yet.
  const yes = (await chat.messages()).findLast((message) => message.extras.reply?.value === '/yes');
  const [run] = await story.db.read.select().from(scenarioRuns).where(eq(scenarioRuns.conversationId, chat.id));
  await story.db.write(async (tx) => {
    await tx.delete(assistantTurns).where(eq(assistantTurns.messageId, yes?.id ?? ''));
    const state = { ...run?.state, status: 'active', at: 'call', waitingFor: 'answer', acts: {} };
    await tx.update(scenarioRuns).set({ status: 'active', state }).where(eq(scenarioRuns.conversationId, chat.id));
    await tx.update(conversations).set({ status: 'open' }).where(eq(conversations.id, chat.id));
  });
  const whose = { customerId: null, userId: null, byUserId: null, agentId: null, sequence: 1 };
  const event = messagePosted({ ...whose, conversationId: chat.id, messageId: yes?.id ?? '', author: 'person' });
  await onMessagePosted(story).handle({ ...event, id: story.system.ids.next(), createdAt: story.clock.now() });
  expect(await requests()).toEqual([request]);
});

it('takes a file sent in the conversation for the answer, and a no for a no', async () => {
  const chat = await begin(story.marina);
  await chat.say('+7 916 765-43-21');
  await chat.say('в понедельник');
  const ctx = story.ctx(story.marina);
  const plan = await storeMade(ctx, { name: 'План.pdf', mediaType: 'application/pdf', bytes: samplePdf('План') });
  must(await postMessage(ctx, { conversationId: chat.id, clientId: ctx.ids.next(), text: '', fileIds: [plan.id] }));
  await story.events.settled();
  expect((await chat.last()).body).toContain('Перезвонить на +79167654321');
  const [run] = await story.db.read.select().from(scenarioRuns).where(eq(scenarioRuns.conversationId, chat.id));
  expect(run?.state).toMatchObject({ writes: [{}, {}, { name: 'drawings', said: 'План.pdf' }] });
  await chat.say('нет');
  expect(await chat.conversation()).toMatchObject({ status: 'resolved' });
});
