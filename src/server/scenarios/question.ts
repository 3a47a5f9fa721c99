import { locales } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Option } from './answer.ts';
import { commands, type Effect, type Reply, type Run } from './run.ts';
import { itemsOf, sayText } from './saying.ts';
import { sayItem, textOf, type Scene } from './scene.ts';
import type { AskStep, Scenario } from './scenario.ts';

/** How many buttons fit; more can still be typed. */
const SHOWN = 8;

/** What may be answered to a question, with all ways to say it. */
export function optionsOf(step: AskStep, run: Run, scene: Scene): Option[] {
  if (step.answer === 'text') return [];
  if (step.answer === 'choice') {
    return step.choices.map((choice) => ({
      value: choice.value,
      texts: [
        choice.label[scene.locale],
        ...locales.flatMap((locale) => [choice.label[locale], ...(choice.words?.[locale] ?? [])]),
      ],
    }));
  }
  return itemsOf(run, step.from).map((item) => ({
    value: textOf(item['number']),
    texts: [sayItem(item, step.answer, scene), textOf(item['title'])],
  }));
}

/** A question as it is put to the reader, with its quick replies. */
export function questionOf(scenario: Scenario, step: AskStep, run: Run, scene: Scene): Effect {
  const t = wordsFor(scene.locale);
  const ask = { kind: 'ask' as const, step: step.id, text: sayText(scenario, run, scene, step.text), prefill: null };
  const options = optionsOf(step, run, scene);
  if (step.answer === 'text') {
    const before = run.remembered[step.id];
    return { ...ask, replies: before ? [{ value: before, label: before }] : [] };
  }
  const replies: Reply[] = options.slice(0, SHOWN).map(({ value, texts }) => ({ value, label: texts[0] ?? value }));
  if (step.answer === 'choice') return { ...ask, replies };
  const none: Reply = {
    value: commands.none,
    label: t(step.answer === 'order' ? 'scenario.otherOrder' : 'scenario.otherInvoice'),
  };
  const [only, second] = replies;
  if (!only || second) return { ...ask, replies: [...replies, none] };
  return {
    ...ask,
    replies: [{ value: only.value, label: t('scenario.yesThis') }, none],
    prefill: {
      label: t(step.answer === 'order' ? 'scenario.order' : 'scenario.invoice'),
      value: only.label,
      changeReply: none.value,
    },
  };
}
