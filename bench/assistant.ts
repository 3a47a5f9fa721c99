import { performance } from 'node:perf_hooks';
import { Knowledge, knowledgeOf, outOfScope, understand } from '#server/assistant/index.ts';
import { readQuestions } from '../tests/evals/assistant-demo.ts';
import { openStory } from '../tests/server/assistant/story.ts';
import { percentile, type Figure } from './figure.ts';
import { manySubjects } from './many-subjects.ts';

const CONVERSATIONS = 60;
const TICK_MS = 5;

/** The assistant over the whole demo content: from a message being stored to its answer being stored, through the outbox. */
export async function measureAssistant(): Promise<Figure[]> {
  const story = await openStory();
  const knowledge = await knowledgeOf(story.system);
  // Without one subject nothing is taken over from what was learned before.
  const [, ...subjects] = knowledge.subjects;
  const learn = async (isSketch: boolean): Promise<number> => {
    const began = performance.now();
    await Knowledge.build(subjects, story.embedder, { outside: outOfScope, isSketch });
    return performance.now() - began;
  };
  const sketchMs = await learn(true);
  const learnMs = await learn(false);

  const log = { error: console.error };
  const questions = readQuestions('support').slice(0, 300);
  const understanding: number[] = [];
  for (const { text } of questions) {
    const from = performance.now();
    await understand({ knowledge, embedder: story.embedder, log }, text);
    understanding.push(performance.now() - from);
  }

  const many = manySubjects(knowledge.subjects);
  let blocked = 0;
  let tick = performance.now();
  const ticking = setInterval(() => {
    blocked = Math.max(blocked, performance.now() - tick - TICK_MS);
    tick = performance.now();
  }, TICK_MS);
  const manyBegan = performance.now();
  const large = await Knowledge.build(many, story.embedder);
  const learnManyMs = performance.now() - manyBegan;
  clearInterval(ticking);
  const amongMany: number[] = [];
  for (const { text } of questions) {
    const from = performance.now();
    await understand({ knowledge: large, embedder: story.embedder, log }, text);
    amongMany.push(performance.now() - from);
  }

  const turns: number[] = [];
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    turns.push(performance.now() - from);
    return result;
  };
  for (let round = 0; round < CONVERSATIONS; round++) {
    const chat = await timed(() => story.chat(story.marina, questions[round]?.text ?? 'где мой заказ'));
    if ((await chat.conversation()).holder === 'assistant') await timed(() => chat.say('перенести доставку'));
    if ((await chat.conversation()).holder === 'assistant') await timed(() => chat.say('да'));
  }
  await story.close();
  return [
    { what: 'assistant: makes a sketch of the demo', value: sketchMs, unit: 'ms' },
    { what: 'assistant: learns the demo', value: learnMs, unit: 'ms' },
    { what: 'assistant: understands a message, p95', value: percentile(understanding, 95), unit: 'ms' },
    { what: 'assistant: learns 1,000 subjects of 20 examples', value: learnManyMs, unit: 'ms', limit: 10_000 },
    { what: 'assistant: longest wait of others meanwhile', value: blocked, unit: 'ms' },
    {
      what: 'assistant: understands a message among 1,000, p95',
      value: percentile(amongMany, 95),
      unit: 'ms',
      limit: 30,
    },
    { what: 'assistant: whole turn, p50', value: percentile(turns, 50), unit: 'ms' },
    { what: 'assistant: whole turn, p95', value: percentile(turns, 95), unit: 'ms', limit: 50 },
  ];
}
