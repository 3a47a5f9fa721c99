import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isChanged,
  knowledgeOf,
  replay,
  replayDraft,
  shippedThresholds,
  type DraftReplay,
  type ReplayFilter,
} from '#server/assistant/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { getScenarioHead, saveVersion } from '#server/scenarios/index.ts';
import { staffOf } from '#support/staff.ts';
import { must, openStory, type Story } from './story.ts';

const KEY = 'delivery-cost';
const QUESTION = 'сколько стоит аренда верблюда';
let story: Story;
let ilya: UserViewer;
beforeAll(async () => {
  story = await openStory();
  ilya = await staffOf(story, 'supervisor', 'Ilya');
  await story.chat(story.guest, QUESTION);
  await story.chat(story.guest, 'не могу войти в кабинет');
});
afterAll(() => story.close());

const run = async (viewer: UserViewer, filter: ReplayFilter = 'all'): Promise<DraftReplay | null> =>
  replayDraft(story.ctx(viewer), { key: KEY, days: 30, filter, locale: 'ru' });

describe('a draft played over past questions', () => {
  it('changes nothing as long as it says what is published', async () => {
    const found = await run(ilya);
    expect(found).toMatchObject({ questions: 2, published: true, changed: [] });
  });

  it('shows the question that a new example would lead elsewhere, and nothing is published by it', async () => {
    const source = (await getScenarioHead(story.system, KEY))?.published?.source ?? '';
    // The question as one more example of the scenario, in Russian.
    const changed = source.replace(/^examples:\n(\s+)ru:\n(\s+)- /mu, (all, _a, indent: string) =>
      all.replace(/- $/u, `- ${QUESTION}\n${indent}- `),
    );
    expect(changed).not.toBe(source);
    must(await saveVersion(story.ctx(ilya), { key: KEY, source: changed, save: 0 }));
    const found = await run(ilya);
    expect(found?.counts).toMatchObject({ all: 1, to: 1, from: 0, act: 1 });
    expect(found?.changed).toMatchObject([{ text: QUESTION, times: 1, after: { band: 'act' } }]);
    expect((await run(ilya, 'from'))?.changed).toEqual([]);
    const knowledge = await knowledgeOf(story.system);
    expect(knowledge.subjects.find(({ key }) => key === KEY)?.texts).not.toContain(QUESTION);
  });

  it('is not for agents', async () => {
    expect(await run(story.anna)).toBeNull();
  });
});

describe('replaying', () => {
  it('never keeps others waiting, and other thresholds alone change what happens', async () => {
    const knowledge = await knowledgeOf(story.system);
    const { embedder, log } = story.platform;
    const questions = Array.from({ length: 300 }, (_, index) => ({ text: `где мой заказ ${String(index)}`, times: 1 }));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const thresholds = { ...shippedThresholds, act: 1.01, offer: 1.01 };
    const replayed = await replay(questions, { knowledge }, { knowledge, thresholds }, { embedder, log });
    clearInterval(timer);
    expect(replayed.filter(isChanged)).toHaveLength(300);
    // Others were let in between again and again.
    expect(turns).toBeGreaterThan(5);
  });
});
