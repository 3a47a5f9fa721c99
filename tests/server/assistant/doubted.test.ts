import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshKnowledge } from '#server/assistant/knowledge-store.ts';
import { setFeedbackSettings, voteOnArticle } from '#server/help-center/index.ts';
import { must, openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  for (const visitorHash of ['a', 'b', 'c']) {
    const ctx = story.ctx({ kind: 'visitor', visitorHash, locale: 'ru' });
    must(await voteOnArticle(ctx, { key: 'warranty-terms', locale: 'ru', vote: 'no', network: visitorHash }));
  }
  await story.events.settled();
  await refreshKnowledge(story.system);
});
afterAll(() => story.close());

it('an article readers doubt is not acted on: it is offered, with a warning, and again when it is chosen', async () => {
  const chat = await story.chat(story.guest, 'какая гарантия на мебель');
  const { extras } = await chat.last();
  expect(extras.citation).toBeUndefined();
  expect(extras.offers?.[0]).toEqual({
    value: '/article:warranty-terms',
    label: 'Гарантия на\u00a0мебель: сроки и\u00a0условия (на проверке)',
  });
  await chat.say('Гарантия на мебель: сроки и условия', '/article:warranty-terms');
  const said = await chat.last();
  expect(said.extras.citation?.key).toBe('warranty-terms');
  expect(said.body).toContain('сейчас мы её проверяем');
});

it('is left out where the company wants that', async () => {
  must(
    await setFeedbackSettings(story.system, { negatives: 3, days: 30, assistant: 'leaveOut', scenarios: 'leaveOut' }),
  );
  await refreshKnowledge(story.system);
  const chat = await story.chat(story.guest, 'какая гарантия на мебель');
  const { extras } = await chat.last();
  expect(extras.citation?.key).not.toBe('warranty-terms');
  expect(JSON.stringify(extras.offers ?? [])).not.toContain('warranty-terms');
});
