import {
  newRun,
  step,
  summarize,
  type Effect,
  type Input,
  type Item,
  type Reply,
  type Run,
  type Scenario,
  type Scene,
  type Value,
} from '../src/server/scenarios/index.ts';
import { sampleDone } from './scenario-samples.ts';

export interface Terminal {
  print(line: string): void;
  /** The next line typed; null at the end of the input. */
  read(): Promise<string | null>;
}

type Walker = { scenario: Scenario; scene: Scene; lookUp: (effect: LookUp) => Promise<Value | null> };
type LookUp = Extract<Effect, { kind: 'lookUp' }>;

export const HELP =
  'Type an answer or the number of a button. /back, /restart, /change STEP, /file NAME, /state, /quit.';

/**
 * Walks a scenario in a terminal until it ends: prints what it says, reads answers. Look-ups are made as this person; acts are
 * shown and never carried out, and the one who walks says how they went.
 */
export async function walkInTerminal(terminal: Terminal, { scenario, scene, lookUp }: Walker): Promise<Run> {
  let run = newRun();
  let replies: readonly Reply[] = [];
  let input: Input | null = { kind: 'start' };
  while (input) {
    const stepped = step(scenario, run, input, scene);
    run = stepped.run;
    input = null;
    for (const effect of stepped.effects) {
      print(terminal, effect);
      if (effect.kind === 'ask') replies = effect.replies;
      if (effect.kind === 'askHelped')
        replies = [
          { value: '/yes', label: '/yes' },
          { value: '/no', label: '/no' },
        ];
      if (effect.kind === 'miss') input = { kind: 'repeat' };
      if (effect.kind === 'lookUp') {
        const value = await lookUp(effect);
        input = value === null ? { kind: 'failed' } : { kind: 'found', value };
      }
      if (effect.kind === 'act') input = await pretend(terminal);
    }
    input ??= run.status === 'active' ? await next(terminal, run, replies) : null;
  }
  for (const { label, value } of summarize(scenario, run, scene).answers) terminal.print(`  ${label}: ${value}`);
  terminal.print(`— ${run.status} after ${String(run.turns)} turns: ${run.path.join(' → ')}`);
  return run;
}

async function pretend(terminal: Terminal): Promise<Input> {
  terminal.print('  not carried out here; press Enter to go on as if it was, or type "failed"');
  const said = await terminal.read();
  return said?.trim() === 'failed' ? { kind: 'failed' } : { kind: 'done', value: sampleDone };
}

async function next(terminal: Terminal, run: Run, replies: readonly Reply[]): Promise<Input | null> {
  for (;;) {
    const line = await terminal.read();
    if (line === null || line.trim() === '/quit') return null;
    const [command = '', ...rest] = line.trim().split(/\s+/);
    if (command === '/help') terminal.print(HELP);
    else if (command === '/state') terminal.print(JSON.stringify(run, null, 2));
    else if (command === '/back') return { kind: 'back' };
    else if (command === '/restart') return { kind: 'restart' };
    else if (command === '/change') return { kind: 'change', step: rest.join(' ') };
    else if (command === '/file') return { kind: 'answer', text: '', files: [fileNamed(rest.join(' '))] };
    else {
      const pressed = /^\d$/.test(line.trim()) ? replies[Number(line) - 1] : undefined;
      return pressed ? { kind: 'answer', text: pressed.label, value: pressed.value } : { kind: 'answer', text: line };
    }
  }
}

/** A thing is named by its number. */
const shortly = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'path' in value && 'number' in value ? value.number : value;

const fileNamed = (name: string): Item => ({ id: name, name });

function print(terminal: Terminal, effect: Effect): void {
  const line = (text: string): void => {
    terminal.print(text);
  };
  switch (effect.kind) {
    case 'say':
      line(effect.text);
      break;
    case 'ask':
      line(effect.text);
      if (effect.prefill) line(`  ${effect.prefill.label}: ${effect.prefill.value} (${effect.prefill.source})`);
      if (effect.input) line(`  input: ${JSON.stringify(effect.input)}`);
      for (const [index, reply] of effect.replies.entries()) line(`  ${String(index + 1)}. ${reply.label}`);
      break;
    case 'lookUp':
      line(`  [look-up ${effect.lookUp}]`);
      break;
    case 'act':
      line(`  [act ${effect.act}: ${JSON.stringify(effect.parameters, shortly)}]`);
      break;
    case 'article':
      line(`[article ${effect.article}${effect.excerpt === null ? '' : `, section ${effect.excerpt}`}]`);
      if (effect.text !== null) line(effect.text);
      break;
    case 'askHelped':
      line(`${effect.text ?? 'Did it help?'} (1 yes, 2 no)`);
      break;
    case 'miss':
      line(effect.why ?? 'That is no answer to this question.');
      break;
    case 'notHelped':
      line('[it did not help: a person is offered]');
      break;
    case 'handOff':
      if (effect.text !== null) line(effect.text);
      line(`[a person takes over: queue ${effect.queue}, ${effect.reason}, priority ${effect.priority}]`);
      break;
    case 'finish':
      if (effect.text !== null) line(effect.text);
      line('[ended]');
      break;
    case 'scenario':
      line(`[goes over to the scenario ${effect.scenario}]`);
  }
}
