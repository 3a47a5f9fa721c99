import { step, type Effect, type Input } from '../scenarios/index.ts';
import { performLookUp } from './look-ups.ts';
import { newRecord, type RunRecord } from './run-record.ts';
import { sceneIn, type Situation } from './situation.ts';

/** Scenarios may lead into each other without a word in between only so often. */
const SWITCHES = 2;

export interface Done {
  record: RunRecord;
  effect: Exclude<Effect, { kind: 'lookUp' | 'scenario' }>;
}

export interface Walked {
  /** Walks that were moved, in order; the last is where the conversation stands. */
  moved: RunRecord[];
  /** What is to be said and done about it. */
  done: Done[];
}

/** Moves a walk until it waits for the person or ends, looking things up on the way and following it into other scenarios. */
export async function walkOn(situation: Situation, from: RunRecord, input: Input): Promise<Walked> {
  const { ctx, locale } = situation;
  const scene = sceneIn(situation);
  const moved: RunRecord[] = [];
  const done: Done[] = [];
  let record = from;
  for (let next: Input | null = input; next !== null;) {
    const stepped = step(record.scenario, record.run, next, scene);
    record = { ...record, run: stepped.run };
    next = null;
    for (const effect of stepped.effects) {
      if (effect.kind === 'lookUp') {
        const value = await performLookUp(ctx, effect.lookUp, effect.parameters);
        next = value === null ? { kind: 'failed' } : { kind: 'found', value };
      } else if (effect.kind === 'scenario') {
        const key = effect.scenario;
        const into = moved.length < SWITCHES ? await newRecord(ctx, { key, locale, request: record.request }) : null;
        if (into) {
          moved.push(record);
          record = into;
          next = { kind: 'start' };
        } else done.push({ record, effect: lost(record) });
      } else done.push({ record, effect });
    }
  }
  return { moved: [...moved, record], done };
}

const lost = ({ run, scenario }: RunRecord): Extract<Effect, { kind: 'handOff' }> => ({
  kind: 'handOff',
  step: run.at,
  queue: scenario.queue,
  reason: 'failed',
  text: null,
});
