import { afterAll, beforeAll, expect, it } from 'vitest';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { assistantTurns } from '#db/schema/assistant.ts';
import { openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const turnsOf = (conversationId: string) =>
  story.db.read
    .select()
    .from(assistantTurns)
    .where(eq(assistantTurns.conversationId, conversationId))
    .orderBy(asc(assistantTurns.createdAt), asc(assistantTurns.id));
type Turn = Awaited<ReturnType<typeof turnsOf>>[number];

const isMiss = ({ decision }: Turn): boolean => decision === 'miss' || decision === 'offer';
/** In the last message: only that one can be answered by pressing. */
const offersPerson = ({ replies, ending }: Turn): boolean =>
  ending?.['kind'] === 'handOff' || JSON.stringify(replies.at(-1)).includes('"/human"');
/** Turns that missed right after another that did, with nobody offered. */
const leftAlone = (turns: readonly Turn[]) =>
  turns
    .filter((turn, place) => {
      const before = turns[place - 1];
      return before !== undefined && isMiss(before) && isMiss(turn) && !offersPerson(turn);
    })
    .map(({ decision, replies }) => ({ decision, said: replies.map(({ body }) => body) }));

it('offers a person when what was not understood in a walk is followed by an insult', async () => {
  const chat = await story.chat(story.guest, 'не хватает винтов');
  await chat.say('абырвалг');
  await chat.say('тупой бот');
  const turns = await turnsOf(chat.id);
  expect(turns.map(({ decision }) => decision).slice(1)).toEqual(['miss', 'miss']);
  expect(leftAlone(turns)).toEqual([]);
});

it('offers a person at the second of two misses in a row, whatever people write', async () => {
  const beginning = fc.constantFrom('не хватает винтов', 'перезвоните мне', 'где мой заказ', 'доставка', 'абырвалг');
  const line = fc.constantFrom(
    ...['абырвалг', 'тупой бот', '???', 'сколько стоит слон', 'какая завтра погода?', 'документы', 'привет'],
    ...['а как оплатить счёт?', 'blah blah', 'ghbdtn', '12', 'да', 'спасибо'],
  );
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(line, { minLength: 2, maxLength: 5 }), async (first, lines) => {
      const chat = await story.chat(story.guest, first);
      for (const text of lines) {
        if ((await chat.conversation()).holder !== 'assistant') break;
        await chat.say(text);
      }
      expect(leftAlone(await turnsOf(chat.id))).toEqual([]);
    }),
    { numRuns: 30, endOnFailure: true },
  );
}, 60_000);
