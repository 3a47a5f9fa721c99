import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getConversationScript, knowledgeOf, refreshKnowledge } from '#server/assistant/index.ts';
import { setFeedbackSettings } from '#server/help-center/index.ts';
import { getScenarioHead, listScenarioActivity, putScenarioBack, questionScenario } from '#server/scenarios/index.ts';
import { openStory, type Story } from './story.ts';

const KEY = 'sign-in-problem';
const QUESTION = 'не могу войти в кабинет';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const state = async () => (await getScenarioHead(story.system, KEY))?.state;
const knows = async () => {
  await refreshKnowledge(story.system);
  return (await knowledgeOf(story.system)).subjects.some(({ key }) => key === KEY);
};

/** Walks to "did it help?" by whatever is offered first, and says no. */
async function isNotHelped(person: string): Promise<void> {
  story.clock.advance(60_000);
  const chat = await story.chat({ ...story.guest, visitorHash: person }, QUESTION);
  expect((await chat.last()).extras.scenario?.key, person).toBe(KEY);
  for (let turn = 0; turn < 6 && !(await chat.last()).extras.askHelped; turn++) {
    const [first] = (await chat.last()).extras.replies ?? [];
    await chat.say(first?.label ?? '', first?.value);
  }
  await chat.say('Нет, не помогло', '/no');
}

describe('a scenario that does not help', () => {
  it('is put under review by the third person who says so, not by one who says it three times', async () => {
    for (const person of ['ada', 'ada', 'ada', 'bob']) await isNotHelped(person);
    expect(await state()).toBe('active');
    await isNotHelped('cyd');
    expect(await state()).toBe('under_review');
    const [noted] = await listScenarioActivity(story.system, KEY);
    expect(noted).toMatchObject({
      kind: 'scenario.questioned',
      details: { version: 1, reason: 'notHelped:3' },
      userId: null,
    });
  });

  it('is not begun any more, until somebody puts it back; then the old votes do not count again', async () => {
    expect(await knows()).toBe(false);
    const chat = await story.chat({ ...story.guest, visitorHash: 'dan' }, QUESTION);
    expect((await chat.last()).extras.scenario?.key).not.toBe(KEY);
    // Neither by a button that was offered before.
    await chat.say('Не могу войти', `/scenario:${KEY}`);
    expect((await chat.last()).extras.scenario?.key).not.toBe(KEY);
    expect((await chat.conversation()).holder, 'a person takes over').toBe('queue');
    // Where supervisors decided so, it is offered with a warning, and begun by whoever chooses it knowing that.
    await setFeedbackSettings(story.system, { negatives: 3, days: 30, assistant: 'warn', scenarios: 'warn' });
    expect(await knows()).toBe(true);
    const warned = await story.chat({ ...story.guest, visitorHash: 'fay' }, QUESTION);
    const offer = (await warned.last()).extras.offers?.find(({ value }) => value === `/scenario:${KEY}`);
    expect(offer?.label).toContain('на проверке');
    await warned.say(offer?.label ?? '', offer?.value);
    expect((await warned.last()).extras.scenario?.key).toBe(KEY);
    await setFeedbackSettings(story.system, { negatives: 3, days: 30, assistant: 'warn', scenarios: 'leaveOut' });
    await putScenarioBack(story.system, { key: KEY, reason: 'всё верно' });
    expect(await knows()).toBe(true);
    await isNotHelped('eve');
    expect(await state()).toBe('active');
  });

  it('does not cost the answers of a walk in whose middle it was chosen', async () => {
    const chat = await story.chat(story.marina, 'не хватает винтов');
    const [, second] = (await chat.last()).extras.replies ?? [];
    await chat.say(second?.label ?? '', second?.value);
    await questionScenario(story.system, { key: KEY, reason: 'проверим' });
    await chat.say('Не могу войти', `/scenario:${KEY}`);
    expect((await chat.conversation()).holder).toBe('queue');
    const parked = await getConversationScript(story.ctx(story.anna), chat.id);
    expect(parked).toMatchObject({ parked: true, answers: [{ value: second?.label }] });
  });
});
