import { wordsFor } from '#content/words.ts';
import { aboutOf } from '../conversations/index.ts';
import { step, type Effect, type Input } from '../scenarios/index.ts';
import { performAct } from './acts.ts';
import { performLookUp } from './look-ups.ts';
import { newRecord, type RunRecord } from './run-record.ts';
import { sceneIn, type Walking } from './situation.ts';

/** Scenarios may lead into each other without a word in between only so often. */
const SWITCHES = 2;

export interface Done {
  record: RunRecord;
  effect: Exclude<Effect, { kind: 'lookUp' | 'act' | 'scenario' }>;
}

export interface Taken {
  label: string;
  value: string;
}

export interface Walked {
  /** Walks that were moved, in order; the last is where the conversation stands. */
  moved: RunRecord[];
  /** What is to be said and done about it. */
  done: Done[];
  /** The order or invoice that was named in a message and taken for the answer. */
  taken: Taken | null;
}

/** Moves a walk until it waits for the person or ends, looking things up on the way and following it into other scenarios. */
export async function walkOn(situation: Walking, from: RunRecord, input: Input): Promise<Walked> {
  const { ctx, locale } = situation;
  const scene = await sceneIn(situation);
  const moved: RunRecord[] = [];
  const done: Done[] = [];
  let record = from;
  let taken: Taken | null = null;
  // Somebody who goes back to a question wants to answer it otherwise.
  const mayTake = input.kind === 'start' || input.kind === 'answer';
  for (let next: Input | null = input; next !== null;) {
    const stepped = step(record.scenario, record.run, next, scene);
    record = { ...record, run: stepped.run };
    next = null;
    for (const effect of stepped.effects) {
      if (effect.kind === 'lookUp') {
        const numbers = [...numbersIn(situation, record), ...aboutIn(situation, 'order')];
        const value = await performLookUp(ctx, effect, numbers);
        next = value === null ? { kind: 'failed' } : { kind: 'found', value };
      } else if (effect.kind === 'act') {
        next = await performAct(situation, record, effect);
      } else if (effect.kind === 'scenario') {
        const key = effect.scenario;
        const { request } = record;
        const byAgent = situation.deliver !== undefined;
        const into = moved.length < SWITCHES ? await newRecord(ctx, { key, locale, request, byAgent }) : null;
        if (into) {
          moved.push(record);
          record = into;
          next = { kind: 'start' };
        } else done.push({ record, effect: lost(record) });
      } else {
        const named = effect.kind === 'ask' && mayTake ? namedIn(situation, record, effect) : null;
        if (named) {
          next = { kind: 'answer', text: named.value, value: named.reply };
          taken = { label: named.label, value: named.value };
        } else done.push({ record, effect });
      }
    }
  }
  return { moved: [...moved, record], done, taken };
}

/** Numbers written now or when the walk began; those on a pressed button are no news. */
const numbersIn = ({ text, value }: Walking, { request }: RunRecord): string[] => [
  ...new Set(`${value === undefined ? text : ''} ${request}`.match(/\d{3,}/gu)),
];

/** The number of the order or invoice the conversation was started from: then nobody has to name it. */
function aboutIn({ conversation }: Walking, kind: 'order' | 'invoice'): string[] {
  const about = aboutOf(conversation);
  return about?.kind === kind ? [about.key] : [];
}

/**
 * The one of the offered orders or invoices whose number was written, now or when the walk began; else the one the conversation
 * is about.
 */
function namedIn(
  situation: Walking,
  record: RunRecord,
  { step: id, replies, prefill }: Extract<Effect, { kind: 'ask' }>,
): (Taken & { reply: string }) | null {
  const { scenario, run } = record;
  const here = scenario.steps.find((each) => each.id === id);
  if (here?.kind !== 'ask' || (here.answer !== 'order' && here.answer !== 'invoice') || run.misses > 0) return null;
  // A way that comes back to the question wants another one.
  if (run.path.indexOf(id) !== run.path.lastIndexOf(id)) return null;
  const written = numbersIn(situation, record);
  const named = replies.filter((reply) => written.includes(reply.value.replace(/\D/gu, '')));
  const about = aboutIn(situation, here.answer);
  const [only, another] = named.length > 0 ? named : replies.filter((reply) => about.includes(reply.value));
  if (!only || another) return null;
  const label = wordsFor(situation.locale)(here.answer === 'order' ? 'scenario.order' : 'scenario.invoice');
  return { reply: only.value, label, value: prefill?.value ?? only.label };
}

const lost = ({ run, scenario }: RunRecord): Extract<Effect, { kind: 'handOff' }> => ({
  kind: 'handOff',
  step: run.at,
  queue: scenario.queue,
  reason: 'failed',
  priority: 'normal',
  text: null,
});
