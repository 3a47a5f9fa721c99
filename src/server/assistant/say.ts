import type { MessageExtras } from '../conversations/index.ts';
import { getArticle, sectionText } from '../help-center/index.ts';
import { givenAnswers, progress, type Effect, type Scene } from '../scenarios/index.ts';
import { handOver } from './hand-over.ts';
import { promiseOf } from './promise.ts';
import { articleKeyOf, type RunRecord } from './run-record.ts';
import { sceneIn, wordsOf, type Situation } from './situation.ts';
import type { Ending, Reply } from './turn.ts';
import type { Done, Taken } from './walk-on.ts';

export interface Said {
  replies: Reply[];
  ending: Ending | null;
}

/**
 * Effects as messages. They become one message where they fit into one, because only the last message of a conversation can be
 * answered by pressing; a second source needs a second message.
 */
export async function say(situation: Situation, done: readonly Done[], taken: Taken | null = null): Promise<Said> {
  const t = wordsOf(situation);
  const message = new Composer();
  let ending: Ending | null = null;
  const later = promiseOf(situation);
  for (const { record, effect } of done) {
    switch (effect.kind) {
      case 'say':
        message.add(effect.text);
        break;
      case 'article':
        await cite(situation, message, effect);
        break;
      case 'ask':
        message.add(effect.text, askExtras(effect));
        break;
      case 'askHelped':
        message.add(effect.text ?? t('assistant.didItHelp'), { askHelped: true });
        break;
      case 'notHelped':
        message.add(t('assistant.notHelped'), { replies: [{ value: '/human', label: t('chat.callPerson') }] });
        break;
      case 'finish':
        message.add(effect.text ?? t(effect.helped ? 'assistant.goodbye' : 'assistant.ended'));
        ending = { kind: 'resolve', topic: record.scenario.topic };
        break;
      case 'handOff':
        message.add(effect.text ?? t('assistant.handOff'));
        if (later !== null) message.add(later);
        ending = await handOver(situation, {
          reason: effect.reason,
          record,
          queue: effect.queue,
          priority: effect.priority,
        });
        break;
      case 'miss':
        break;
    }
  }
  const last = done.at(-1);
  if (last) message.extend(standing(situation, last.record, await sceneIn(situation)));
  // Where it is from, and a way to choose another one: back at that question.
  if (taken) message.prefill({ ...taken, source: t('assistant.source'), changeReply: '/back' });
  return { replies: message.replies, ending };
}

function askExtras({ replies, prefill, input }: Extract<Effect, { kind: 'ask' }>): MessageExtras {
  return { replies, ...(prefill ? { prefill } : {}), ...(input ? { input } : {}) };
}

/** Where the walk stands, on the message that can be answered. */
function standing({ locale }: Situation, { scenario, run, key }: RunRecord, scene: Scene): MessageExtras {
  if (run.status !== 'active') return {};
  const at = articleKeyOf(key) === null ? progress(scenario, run) : null;
  const given = givenAnswers(scenario, run, scene);
  return {
    ...(at ? { scenario: { key, title: scenario.title[locale], ...at } } : {}),
    ...(run.trail.length > 0 ? { canGoBack: true } : {}),
    ...(given.length > 0 ? { given } : {}),
  };
}

async function cite(
  situation: Situation,
  message: Composer,
  { article: key, text, excerpt }: Extract<Effect, { kind: 'article' }>,
): Promise<void> {
  const { ctx, locale } = situation;
  const t = wordsOf(situation);
  const article = await getArticle(ctx, { key, locale });
  if (!article) {
    if (text !== null) message.add(text);
    return;
  }
  const { title, summary, updatedOn, category, revision, verifiedOn } = article;
  // A heading that was renamed since leaves the summary.
  const section = excerpt === null ? null : sectionText(article.html, excerpt);
  const said = text ?? section ?? summary;
  message.add(article.underReview ? `${said}\n\n${t('assistant.underReview')}` : said, {
    citation: {
      ...{ key, title, updatedOn, revision, verifiedOn },
      ...{ category: category.id, locale: article.locale, excerpt: summary },
    },
  });
}

class Composer {
  readonly replies: Reply[] = [];

  add(body: string, extras: MessageExtras = {}): void {
    const last = this.replies.at(-1);
    if (!last || (last.extras.citation && extras.citation)) this.replies.push({ body, extras });
    else {
      last.body = `${last.body}\n\n${body}`;
      last.extras = { ...last.extras, ...extras };
    }
  }

  prefill(prefill: NonNullable<MessageExtras['prefill']>): void {
    const last = this.replies.at(-1);
    if (last && !last.extras.prefill) this.extend({ prefill });
  }

  extend(extras: MessageExtras): void {
    const last = this.replies.at(-1);
    if (last) last.extras = { ...last.extras, ...extras };
  }
}
