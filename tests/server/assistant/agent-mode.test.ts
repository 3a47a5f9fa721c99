import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { conversations, notes } from '#db/schema/conversations.ts';
import {
  getConversationScript,
  getPhoneScript,
  listPhoneScripts,
  listScriptChoices,
  moveScript,
  resumeScript,
  seedScenarios,
  startScript,
  type AgentInput,
  type AgentScript,
} from '#server/assistant/index.ts';
import { releaseConversation, resolveConversation, takeConversation } from '#server/conversations/index.ts';
import { createUser, type UserViewer } from '#server/identity/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { must, openStory, type Chat, type Story } from './story.ts';

let story: Story;
let timur: UserViewer;
beforeAll(async () => {
  story = await openStory();
  const person = { email: 't@dubrava.example', name: 'Тимур Сафин', role: 'agent', locale: 'ru' } as const;
  const viewer = await viewerOfUser(story.db, must(await createUser(story.system, person)).userId);
  if (!viewer) throw new Error('no second agent');
  timur = viewer;
});
afterAll(() => story.close());

/** Answers the first question of "parts are missing" and asks for a person at the second. */
async function parked(): Promise<Chat> {
  const chat = await story.chat(story.marina, 'не хватает винтов');
  const [, second] = (await chat.last()).extras.replies ?? [];
  await chat.say(second?.label ?? '', second?.value);
  await chat.say('позовите человека');
  expect((await chat.conversation()).holder).toBe('queue');
  return chat;
}

const script = async (viewer: UserViewer, chat: Chat): Promise<AgentScript> => {
  const found = await getConversationScript(story.ctx(viewer), chat.id);
  if (!found) throw new Error('no script');
  return found;
};
function there<T>(found: T | null): T {
  if (found === null) throw new Error('nothing there');
  return found;
}
const take = async (viewer: UserViewer, chat: Chat) =>
  must(await takeConversation(story.ctx(viewer), { conversationId: chat.id }));
async function move(viewer: UserViewer, chat: Chat, input: AgentInput): Promise<AgentScript> {
  const { runId, turns } = await script(viewer, chat);
  must(await moveScript(story.ctx(viewer), { runId, turns, input }));
  return script(viewer, chat);
}

describe('a walk that was handed over', () => {
  it('that its own last step handed over has no question left, only answers to change', async () => {
    const chat = await story.chat(story.marina, 'перенести доставку');
    await chat.say('Да, этот', '2418');
    await chat.say('в понедельник');
    await chat.say('9–12', 'morning');
    await chat.say('1');
    expect((await chat.conversation()).holder).toBe('queue');
    await take(story.anna, chat);
    expect(await script(story.anna, chat)).toMatchObject({ parked: true, end: 'handedOff' });
    const asked = await parked();
    await take(story.anna, asked);
    expect(await script(story.anna, asked)).toMatchObject({ parked: true, end: null });
  });

  it('is seen as it was parked, and gone on with only by the agent who holds the conversation', async () => {
    const chat = await parked();
    const seen = await script(story.anna, chat);
    expect(seen).toMatchObject({ parked: true, active: false, mayMove: false });
    expect(seen.answers).toHaveLength(1);
    expect(await resumeScript(story.ctx(story.anna), chat.id)).toMatchObject({ ok: false });
    await take(story.anna, chat);
    expect((await script(story.anna, chat)).mayMove).toBe(true);
    expect(await resumeScript(story.ctx(timur), chat.id)).toMatchObject({ ok: false });
    expect(await resumeScript(story.ctx(story.marina), chat.id)).toMatchObject({ ok: false });
    expect(await getConversationScript(story.ctx(story.marina), chat.id)).toBeNull();
  });

  it('goes on from the very step with the answers, says nothing by itself, and the next agent goes on from there', async () => {
    const chat = await parked();
    await take(story.anna, chat);
    const before = (await chat.messages()).length;
    must(await resumeScript(story.ctx(story.anna), chat.id));
    const resumed = await script(story.anna, chat);
    expect(resumed).toMatchObject({ parked: false, active: true, resumed: true, agentName: 'Анна Ковалёва' });
    expect(resumed.answers).toHaveLength(1);
    expect(resumed.question?.text).toBeTruthy();
    const first = resumed.question?.text;
    // A second press of the same button begins nothing new.
    expect(must(await resumeScript(story.ctx(story.anna), chat.id)).runId).toBe(resumed.runId);
    const answered = await move(story.anna, chat, { kind: 'answer', text: 'Восемь винтов М6' });
    expect(answered.answers.map(({ value }) => value)).toContain('Восемь винтов М6');
    expect(answered.question?.text).not.toBe(first);
    expect((await chat.messages()).length, 'nothing was said').toBe(before);

    const refused = await moveScript(story.ctx(story.anna), { ...resumed, input: { kind: 'back' } });
    expect(refused).toMatchObject({ ok: false, error: { message: 'desk.script.moved' } });

    const conversationId = chat.id;
    must(await releaseConversation(story.ctx(story.anna), { conversationId, to: 'queue', reason: 'Уточнить адрес' }));
    expect((await script(story.anna, chat)).mayMove).toBe(false);
    await take(timur, chat);
    const taken = await script(timur, chat);
    expect(taken).toMatchObject({ mayMove: true, turns: answered.turns, question: answered.question });
    const back = await move(timur, chat, { kind: 'back' });
    expect(back.question?.text).toBe(first);
    expect(back.agentName).toBe('Тимур Сафин');
    const changed = await move(timur, chat, { kind: 'answer', text: 'Девять' });
    expect(changed.answers.map(({ value }) => value)).toContain('Девять');
  });

  it('is of no use after the matter was settled: a later hand-over does not offer it again', async () => {
    const chat = await parked();
    const conversationId = chat.id;
    await take(story.anna, chat);
    story.clock.advance(60_000);
    must(await resolveConversation(story.ctx(story.anna), { conversationId, topics: ['other'] }));
    expect(await getConversationScript(story.ctx(story.anna), conversationId)).toMatchObject({ parked: true });
    story.clock.advance(60_000);
    await chat.say('позовите человека');
    expect((await chat.conversation()).holder).toBe('queue');
    expect(await getConversationScript(story.ctx(story.anna), conversationId)).toBeNull();
    await take(story.anna, chat);
    expect(await resumeScript(story.ctx(story.anna), conversationId)).toMatchObject({ ok: false });
    // What is parked in this stay is offered, also by the colleague it is passed on to.
    story.clock.advance(60_000);
    must(
      await releaseConversation(story.ctx(story.anna), { conversationId, to: 'assistant', reason: 'Сам справится' }),
    );
    const [, second] = (await chat.say('не хватает винтов')).at(-1)?.extras.replies ?? [];
    await chat.say(second?.label ?? '', second?.value);
    await chat.say('позовите человека');
    await take(story.anna, chat);
    story.clock.advance(60_000);
    must(await releaseConversation(story.ctx(story.anna), { conversationId, to: 'queue', reason: 'Обед' }));
    await take(timur, chat);
    expect(await script(timur, chat)).toMatchObject({ parked: true, mayMove: true });
  });

  it('says why an answer does not do and asks again, never giving up on the agent', async () => {
    const chat = await story.chat(story.guest, 'привет');
    await chat.say('человека', '/human');
    await take(story.anna, chat);
    must(await startScript(story.ctx(story.anna), { key: 'missing-parts', conversationId: chat.id }));
    for (let time = 0; time < 4; time++) {
      const missed = await move(story.anna, chat, { kind: 'answer', text: 'йцукен' });
      expect(missed).toMatchObject({ active: true, miss: '' });
      expect(missed.question?.replies.length).toBeGreaterThan(1);
    }
  });
});

describe('what an agent has done for a person', () => {
  it('stands in a note, also when the scenario led on into another one', async () => {
    const yaml = `key: call-then-pay
type: request
topic: account
queue: general
title: { ru: Звонок и оплата, en: A call and a payment }
examples: { ru: [], en: [] }
steps:
  ask:
    act: callback.ask
    with: { phone: { literal: '+79160001122' } }
    confirm: { ru: 'Перезвонить?', en: 'Call back?' }
    no: on
    into: request
    then: on
  on: { goTo: { scenario: how-to-pay } }
`;
    await seedScenarios(story.system, [{ key: 'call-then-pay', file: 'call-then-pay.yaml', yaml }]);
    const chat = await story.chat(story.marina, 'привет');
    await chat.say('человека', '/human');
    await take(story.anna, chat);
    must(await startScript(story.ctx(story.anna), { key: 'call-then-pay', conversationId: chat.id }));
    await move(story.anna, chat, { kind: 'answer', text: 'Да', value: '/yes' });
    const written = await story.db.read.select().from(notes).where(eq(notes.conversationId, chat.id));
    expect(written).toHaveLength(1);
  });
});

describe('back to the assistant', () => {
  it('only the agent who holds the conversation gives it back; then the assistant answers again', async () => {
    const chat = await parked();
    await take(story.anna, chat);
    const input = { conversationId: chat.id, to: 'assistant', reason: 'Дальше справится' } as const;
    expect(await releaseConversation(story.ctx(timur), input)).toMatchObject({ ok: false });
    must(await releaseConversation(story.ctx(story.anna), input));
    expect((await chat.conversation()).holder).toBe('assistant');
    expect(await releaseConversation(story.ctx(story.anna), input)).toMatchObject({ ok: false });
    const said = await chat.say('где мой заказ');
    expect(said.at(-1)?.author).toBe('assistant');
  });
});

describe('a scenario on the phone', () => {
  it('sees what the customer would see, and any agent goes on with it', async () => {
    const { marina, anna } = story;
    const customerId = marina.customerId ?? '';
    const where = { customerId, userId: marina.userId };
    const choices = await listScriptChoices(story.ctx(anna), { locale: 'ru', ...where });
    expect(choices.map(({ key }) => key)).toContain('where-is-my-order');
    const { runId } = must(await startScript(story.ctx(anna), { key: 'where-is-my-order', ...where }));
    const seen = await getPhoneScript(story.ctx(anna), { customerId, runId });
    expect(seen?.wording).toContain('2418');
    expect(await listPhoneScripts(story.ctx(anna), customerId, 'ru')).toMatchObject([{ runId, agentName: anna.name }]);
    const { turns = 0 } = seen ?? {};
    must(await moveScript(story.ctx(timur), { runId, turns, input: { kind: 'restart' } }));
    expect(await getPhoneScript(story.ctx(marina), { customerId, runId })).toBeNull();
    expect(await startScript(story.ctx(marina), { key: 'where-is-my-order', ...where })).toMatchObject({ ok: false });
    expect(
      await startScript(story.ctx(anna), { key: 'where-is-my-order', customerId, userId: anna.userId }),
    ).toMatchObject({ ok: false });
  });

  it('is moved by one of two who press at once, and what the other pressed is not done', async () => {
    const { marina, anna } = story;
    const customerId = marina.customerId ?? '';
    const where = { customerId, userId: marina.userId };
    const { runId } = must(await startScript(story.ctx(anna), { key: 'call-me-back', ...where }));
    const seen = async () => there(await getPhoneScript(story.ctx(anna), { customerId, runId }));
    for (const text of ['Замер', '+7 916 000-11-22', 'Как можно скорее']) {
      const { turns } = await seen();
      must(await moveScript(story.ctx(anna), { runId, turns, input: { kind: 'answer', text } }));
    }
    const { turns, question } = await seen();
    expect(question?.replies.map(({ value }) => value)).toEqual(['/yes', '/no']);
    const press = (viewer: UserViewer, value: string) =>
      moveScript(story.ctx(viewer), { runId, turns, input: { kind: 'answer', text: '', value } });
    const asked = async () => (await story.db.read.select().from(conversations)).length;
    const before = await asked();
    const [no, yes] = await Promise.all([press(anna, '/no'), press(timur, '/yes')]);
    expect([no.ok, yes.ok].filter(Boolean)).toHaveLength(1);
    expect(await asked()).toBe(before + (yes.ok ? 1 : 0));
  });
});
