import { wordsFor } from '#content/words.ts';
import { getArticle, sectionText } from '../help-center/index.ts';
import { commands, type AnswerInput, type Effect, type Prefill, type Reply } from '../scenarios/index.ts';
import type { Walking } from './situation.ts';
import type { Done } from './walk-on.ts';

/** What an agent is shown after a move: what to say, and what to ask. In the language of the person, ready to be said. */
export interface Shown {
  said: string[];
  question: {
    text: string;
    replies: Reply[];
    prefill: Prefill | null;
    input: AnswerInput | null;
  } | null;
  /** Why the answer did not do; empty when it was not understood. Null when it did. */
  miss: string | null;
  /** How the scenario ended; null while it goes on. */
  end: 'finished' | 'handedOff' | 'notHelped' | null;
}

export const nothingShown: Shown = { said: [], question: null, miss: null, end: null };

/** What a move came to, as words for the agent. */
export async function showDone(walking: Walking, done: readonly Done[]): Promise<Shown> {
  const t = wordsFor(walking.locale);
  const shown: Shown = { ...nothingShown, said: [] };
  for (const { effect } of done) {
    switch (effect.kind) {
      case 'say':
        shown.said.push(effect.text);
        break;
      case 'article':
        shown.said.push(...(await quote(walking, effect)));
        break;
      case 'ask':
        shown.question = question(effect);
        break;
      case 'askHelped':
        shown.question = {
          text: effect.text ?? t('assistant.didItHelp'),
          replies: [
            { value: commands.yes, label: t('chat.helpedYes') },
            { value: commands.no, label: t('chat.helpedNo') },
          ],
          prefill: null,
          input: null,
        };
        break;
      case 'miss':
        shown.miss = effect.why ?? '';
        break;
      case 'finish':
        if (effect.text !== null) shown.said.push(effect.text);
        shown.end = 'finished';
        break;
      case 'notHelped':
        shown.end = 'notHelped';
        break;
      case 'handOff':
        // "I hand you over" is not for somebody who is spoken with by a person.
        shown.end = 'handedOff';
        break;
    }
  }
  return shown;
}

const question = ({ text, replies, prefill, input }: Extract<Effect, { kind: 'ask' }>): Shown['question'] => ({
  text,
  replies,
  prefill,
  input,
});

async function quote(
  { ctx, locale }: Walking,
  { article: key, text, excerpt }: Extract<Effect, { kind: 'article' }>,
): Promise<string[]> {
  const article = await getArticle(ctx, { key, locale });
  if (!article) return text === null ? [] : [text];
  const said = text ?? (excerpt === null ? null : sectionText(article.html, excerpt)) ?? article.summary;
  return [said, `${article.title}: ${ctx.platform.config.ORIGIN}${article.href}`];
}
