import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

describe('the language of a conversation', () => {
  it('stays when somebody types in the wrong keyboard layout', async () => {
    for (const text of ['lf pfrfp', 'lf', 'pfrfp ghbdtn']) {
      const chat = await story.chat(story.guest, 'нужны документы');
      await chat.say(text);
      expect((await chat.last()).body, text).toMatch(/\p{Script=Cyrillic}/u);
    }
  });
});

describe('thanks with a question', () => {
  it('is answered as the question it is', async () => {
    const chat = await story.chat(story.guest, 'сколько стоит доставка');
    await chat.say('Спасибо, а где взять чек?');
    expect((await chat.last()).extras.citation?.key).toBe('receipt');
  });
});
