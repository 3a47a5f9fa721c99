import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asc } from 'drizzle-orm';
import { messages } from '#db/schema/conversations.ts';
import { onMessagePosted } from '#server/assistant/index.ts';
import {
  handOff,
  listMessages,
  messagePosted,
  startConversation,
  type AssignmentSummary,
} from '#server/conversations/index.ts';
import { must, openStory, type Story } from './story.ts';

const RACES = 1_000;
/** Races run side by side: they also get in each other's way at the one writer. */
const TOGETHER = 8;
/** Handing over begins after so many turns of the event loop at most: before, in the middle of and after the answer. */
const TURNS = 16;

let story: Story;
beforeAll(async () => {
  story = await openStory();
  // The test itself delivers the messages, while it hands over.
  await story.events.stop();
});
afterAll(() => story.close());

const questions = [
  'где мой заказ',
  'сколько стоит доставка',
  'привет',
  'нужны документы',
  'абырвалг',
  'позовите человека',
];
const whose = { customerId: null, userId: null, byUserId: null, agentId: null, sequence: 1 };

it(`says nothing after a person took over, in ${RACES} races between its answer and the handover`, async () => {
  const summary: AssignmentSummary = {
    request: '',
    reason: 'assistant.reason.asked',
    path: [],
    answers: [],
    candidates: [],
  };
  const answer = onMessagePosted(story);
  const race = async (n: number) => {
    const text = questions[n % questions.length] ?? '';
    const viewer = { ...story.guest, visitorHash: `guest-${n}` };
    const started = must(await startConversation(story.ctx(viewer), { locale: 'ru', clientId: `race-${n}`, text }));
    const { conversationId } = started;
    const [first] = await listMessages(story.system, conversationId);
    const payload = { conversationId, messageId: first?.id ?? '', author: 'person', ...whose } as const;
    const answering = answer.handle({ ...messagePosted(payload), id: `race-${n}`, createdAt: new Date() });
    for (let turn = (n * 7) % TURNS; turn > 0; turn--) await setImmediate();
    await handOff(story.system, { conversationId, queue: 'general', reason: summary.reason, summary });
    await answering;
  };
  for (let from = 0; from < RACES; from += TOGETHER) {
    // Out of hours a hand-over is a request: the other half of the races.
    if (from >= RACES / 2) story.clock.set('2026-11-21T19:00:00Z');
    await Promise.all(Array.from({ length: TOGETHER }, (_, i) => race(from + i)));
  }
  const lines = await story.db.read
    .select({ conversation: messages.conversationId, author: messages.author, body: messages.body })
    .from(messages)
    .orderBy(asc(messages.conversationId), asc(messages.sequence));
  const raced = [...Map.groupBy(lines, ({ conversation }) => conversation).values()];
  expect(raced).toHaveLength(RACES);
  let answered = 0;
  const late = raced.filter((each) => {
    const handedOff = each.findIndex(({ body }) => body === 'activity.handedOff');
    expect(handedOff).toBeGreaterThan(0);
    if (each.slice(0, handedOff).some(({ author }) => author === 'assistant')) answered++;
    return each.slice(handedOff).some(({ author }) => author === 'assistant');
  });
  expect(late).toEqual([]);
  // Both outcomes happened, or nothing was raced.
  expect(answered).toBeGreaterThan(RACES / 20);
  expect(answered).toBeLessThan(RACES - RACES / 20);
}, 120_000);
