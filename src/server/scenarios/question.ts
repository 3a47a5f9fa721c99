import { locales } from '#content/locales.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import type { Option } from './answer.ts';
import { commands, type Effect, type Reply, type Run } from './run.ts';
import { itemsOf, sayText, valueOf } from './saying.ts';
import { sayItem, textOf, type Scene } from './scene.ts';
import { isItemAsk, isTypedAsk, type AskItemStep, type AskStep, type AskTypedStep, type Scenario } from './scenario.ts';
import { inputFor, readTyped, sayTyped } from './typed-answer.ts';
import { itemTypes } from './vocabulary.ts';

/** How many buttons fit; more can still be typed. */
const SHOWN = 8;

export type AskEffect = Extract<Effect, { kind: 'ask' }>;

/** What may be answered to a question, with all ways to say it. */
export function optionsOf(step: AskStep, run: Run, scene: Scene): Option[] {
  if (step.answer === 'choice') {
    return step.choices.map((choice) => ({
      value: choice.value,
      texts: [
        choice.label[scene.locale],
        ...locales.flatMap((locale) => [choice.label[locale], ...(choice.words?.[locale] ?? [])]),
      ],
    }));
  }
  if (!isItemAsk(step)) return [];
  return itemsOf(run, step.from).map((item) => ({
    value: textOf(item[itemTypes[step.answer].key]),
    texts: [sayItem(item, step.answer, scene), textOf(item['title'])],
  }));
}

/** The value an answer is suggested from, when there is one and it would do. */
export function suggestedFor(step: AskTypedStep, run: Run, scene: Scene): string | number | null {
  const value = step.suggest === undefined ? undefined : valueOf(run, scene, step.suggest);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const read = readTyped(step, run, scene, String(value));
  return read && 'value' in read ? read.value : null;
}

/** A question as it is put to the reader, with its quick replies. @param plain nothing is suggested: they want to type it */
export function questionOf(scenario: Scenario, step: AskStep, run: Run, scene: Scene, plain = false): AskEffect {
  const ask = {
    kind: 'ask' as const,
    step: step.id,
    text: sayText(scenario, run, scene, step.text),
    replies: [],
    prefill: null,
    input: null,
  };
  if (isTypedAsk(step)) return typedQuestion(ask, step, run, scene, plain);
  if (step.answer === 'file') {
    const none = { value: commands.none, label: wordsFor(scene.locale)('scenario.noFile') };
    return { ...ask, replies: [none], input: { kind: 'file' } };
  }
  const replies = optionsOf(step, run, scene)
    .slice(0, SHOWN)
    .map(({ value, texts }): Reply => ({ value, label: texts[0] ?? value }));
  return isItemAsk(step) ? itemQuestion({ ...ask, replies }, step, scene) : { ...ask, replies };
}

function typedQuestion(ask: AskEffect, step: AskTypedStep, run: Run, scene: Scene, plain: boolean): AskEffect {
  const t = wordsFor(scene.locale);
  const input = inputFor(step, run, scene);
  const before = run.remembered[step.id];
  if (before !== undefined) {
    const read = readTyped(step, run, scene, before);
    if (read && 'value' in read) {
      const reply = { value: before, label: sayTyped(step, read.value, scene) };
      return { ...ask, replies: [reply], input: { ...input, value: before } };
    }
  }
  const suggested = plain ? null : suggestedFor(step, run, scene);
  if (suggested === null) return { ...ask, input };
  const value = String(suggested);
  return {
    ...ask,
    replies: [{ value, label: t('scenario.useThis') }],
    prefill: {
      label: step.label?.[scene.locale] ?? ask.text,
      value: sayTyped(step, suggested, scene),
      source: t(isAnswer(run, step.suggest) ? 'scenario.fromAnswers' : 'scenario.fromAccount'),
      changeReply: commands.other,
    },
    input: { ...input, value },
  };
}

/** What the person said themselves, rather than what was looked up. */
const isAnswer = (run: Run, name: string | undefined): boolean =>
  run.writes.findLast((write) => write.name === name)?.said !== undefined;

const itemWords = {
  order: { one: 'scenario.order', other: 'scenario.otherOrder' },
  invoice: { one: 'scenario.invoice', other: 'scenario.otherInvoice' },
  document: { one: 'scenario.document', other: 'scenario.otherDocument' },
} as const satisfies Record<AskItemStep['answer'], Record<string, WordKey>>;

function itemQuestion(ask: AskEffect, step: AskItemStep, scene: Scene): AskEffect {
  const t = wordsFor(scene.locale);
  const words = itemWords[step.answer];
  const { replies } = ask;
  const none: Reply = { value: commands.none, label: t(words.other) };
  const [only, second] = replies;
  if (!only || second) return { ...ask, replies: [...replies, none] };
  return {
    ...ask,
    replies: [{ value: only.value, label: t('scenario.yesThis') }, none],
    prefill: {
      label: t(words.one),
      value: only.label,
      source: t('scenario.fromAccount'),
      changeReply: none.value,
    },
  };
}
