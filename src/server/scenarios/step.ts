import { readYesNo } from './answer.ts';
import { readAnswer } from './read-answer.ts';
import { newRun, type Input, type Run, type Stepped } from './run.ts';
import type { Scene } from './scene.ts';
import type { ActStep, Scenario } from './scenario.ts';
import { Walk } from './walk.ts';

/** Turns of one walk before a person is called. */
const TURNS = 100;
/** Answers in a row that were not understood before a person takes over. */
const MISSES = 3;

/**
 * One move of a walk: takes what happened, gives the walk after it and what to do about it. Pure: the same arguments give the
 * same answer, nothing is changed in place, and any input is allowed at any time.
 */
export function step(scenario: Scenario, run: Run, input: Input, scene: Scene): Stepped {
  const walk = new Walk(scenario, { ...newRun(), ...structuredClone(run) }, scene);
  if (walk.run.status === 'active') take(walk, input);
  return { run: walk.run, effects: walk.effects };
}

function take(walk: Walk, input: Input): void {
  const { run } = walk;
  run.turns++;
  if (run.turns > TURNS) {
    walk.handOff('loop');
    return;
  }
  if (run.at === '') {
    walk.begin();
    return;
  }
  if (run.waitingFor === 'act' && input.kind !== 'done' && input.kind !== 'failed') {
    // What is being done cannot be left: whoever does it is asked once more, under the same key.
    walk.repeat();
    return;
  }
  switch (input.kind) {
    case 'start':
    case 'repeat':
      walk.repeat();
      return;
    case 'restart':
      keepAnswers(run, 0);
      Object.assign(run, {
        ...newRun(),
        turns: run.turns,
        remembered: run.remembered,
        acts: run.acts,
        calls: run.calls,
      });
      walk.begin();
      return;
    case 'back':
      rewind(walk, run.trail.length - 1);
      return;
    case 'change': {
      const { step: id } = input;
      rewind(
        walk,
        run.trail.findLastIndex((frame) => frame.at === id),
      );
      return;
    }
    case 'found':
    case 'failed':
      if (run.waitingFor === 'act') acted(walk, input);
      else lookedUp(walk, input);
      return;
    case 'done':
      acted(walk, input);
      return;
    case 'answer':
      if (run.waitingFor === 'answer') answered(walk, input);
      else walk.repeat();
  }
}

/** Returns to where the walk waited before, with what was remembered then; what was answered since is offered again. */
function rewind(walk: Walk, index: number): void {
  const { run } = walk;
  const frame = run.trail[index];
  if (frame) {
    keepAnswers(run, frame.writes);
    Object.assign(run, { at: frame.at, waitingFor: 'answer', misses: 0 });
    run.writes.length = frame.writes;
    run.path.length = frame.path;
    run.trail.length = index;
  }
  walk.repeat();
}

function keepAnswers(run: Run, from: number): void {
  for (const write of run.writes.slice(from)) {
    if (write.said === undefined) continue;
    run.remembered[write.step] = typeof write.value === 'object' ? write.said : String(write.value);
  }
}

function lookedUp(walk: Walk, input: Extract<Input, { kind: 'found' | 'failed' }>): void {
  const { here, run } = walk;
  if (here?.kind !== 'lookUp' || run.waitingFor !== 'lookUp') return;
  if (input.kind === 'found') {
    walk.remember(here.into, input.value);
    walk.goOn(here.then);
  } else if (here.failed !== undefined) walk.goOn(here.failed);
  else walk.handOff('failed');
}

/** What was done stays done: going back begins after it. */
function acted(walk: Walk, input: Extract<Input, { kind: 'found' | 'done' | 'failed' }>): void {
  const { here, run } = walk;
  if (here?.kind !== 'act' || run.waitingFor !== 'act' || input.kind === 'found') return;
  if (input.kind === 'failed') {
    if (here.failed !== undefined) walk.goOn(here.failed);
    else walk.handOff('failed');
    return;
  }
  run.acts[here.id] = (run.acts[here.id] ?? 0) + 1;
  if (here.confirm) run.trail = [];
  if (here.into !== undefined) walk.remember(here.into, input.value ?? null);
  walk.goOn(here.then);
}

function answered(walk: Walk, input: Extract<Input, { kind: 'answer' }>): void {
  const { here, run, scene } = walk;
  const { text, value } = input;
  if (here?.kind === 'didItHelp') {
    helped(walk, readYesNo(text, value));
    return;
  }
  if (here?.kind === 'act') {
    confirmed(walk, here, readYesNo(text, value));
    return;
  }
  if (here?.kind !== 'ask') {
    walk.handOff('failed');
    return;
  }
  const answer = readAnswer(here, run, scene, input);
  if (answer.kind === 'miss') missed(walk, answer.why);
  else if (answer.kind === 'other') walk.askPlainly(here);
  else {
    walk.leave();
    if (answer.kind === 'answer') walk.remember(here.into, answer.value, answer.said);
    walk.goOn(answer.then);
  }
}

function confirmed(walk: Walk, here: ActStep, answer: boolean | null): void {
  if (answer === null) {
    missed(walk);
    return;
  }
  walk.leave();
  if (answer) walk.act(here);
  else walk.goOn(here.no ?? '');
}

function helped(walk: Walk, answer: boolean | null): void {
  const { here, run } = walk;
  if (here?.kind !== 'didItHelp') return;
  if (answer === null) {
    missed(walk);
    return;
  }
  run.helped = answer;
  const next = answer ? here.yes : here.no;
  if (next !== undefined) {
    walk.leave();
    walk.goOn(next);
    return;
  }
  walk.end('finished');
  walk.effects.push(
    answer ? { kind: 'finish', step: here.id, text: null, helped: true } : { kind: 'notHelped', step: here.id },
  );
}

function missed(walk: Walk, why: string | null = null): void {
  const { run } = walk;
  run.misses++;
  if (run.misses >= MISSES) walk.handOff('notUnderstood');
  else walk.effects.push({ kind: 'miss', step: run.at, misses: run.misses, why });
}
