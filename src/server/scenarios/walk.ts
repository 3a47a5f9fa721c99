import { holds } from './condition.ts';
import { stepsById } from './flow.ts';
import { questionOf } from './question.ts';
import { commands, type Effect, type Run } from './run.ts';
import { itemsOf, remembered, sayText, valueOf } from './saying.ts';
import type { Scene } from './scene.ts';
import {
  isItemAsk,
  type ActStep,
  type AskStep,
  type HandOffPriority,
  type HandOffReason,
  type Scenario,
  type Step,
  type Texts,
  type Value,
} from './scenario.ts';
import { wordsFor } from '#content/words.ts';

/** Steps taken without the person saying anything before a person is called. */
const HOPS = 100;

/** A walk while it moves: the run being changed and what is to be done about it. Made and dropped by `step`. */
export class Walk {
  readonly scenario: Scenario;
  readonly scene: Scene;
  readonly run: Run;
  readonly effects: Effect[] = [];
  readonly #steps: Map<string, Step>;

  constructor(scenario: Scenario, run: Run, scene: Scene) {
    this.scenario = scenario;
    this.run = run;
    this.scene = scene;
    this.#steps = stepsById(scenario);
  }

  /** The step it waits at; undefined when this version of the scenario has no such step. */
  get here(): Step | undefined {
    return this.#steps.get(this.run.at);
  }

  begin(): void {
    this.goOn(this.scenario.steps[0]?.id ?? '');
  }

  /** Takes steps until one waits for somebody or the walk ends. */
  goOn(from: string): void {
    let next: string | null = from;
    for (let hops = 0; next !== null; hops++) {
      const here = this.#steps.get(next);
      if (!here || hops > HOPS) {
        this.handOff(here ? 'loop' : 'failed');
        return;
      }
      this.run.at = here.id;
      this.run.waitingFor = null;
      this.run.path.push(here.id);
      next = this.#enter(here);
    }
  }

  /** Puts the present question once more. */
  repeat(): void {
    const { here } = this;
    if (!here) this.handOff('failed');
    // What is being done is not asked for again.
    else if (here.kind === 'act' && this.run.waitingFor === 'act') this.act(here);
    else this.#enter(here);
  }

  /** Has an act done, which was agreed to if it must be. */
  act(here: ActStep): void {
    const { run, scene } = this;
    const parameters = Object.entries(here.with).map(([parameter, given]): [string, Value] => {
      if ('text' in given) return [parameter, sayText(this.scenario, run, scene, given.text)];
      return [parameter, 'from' in given ? (valueOf(run, scene, given.from) ?? null) : given.literal];
    });
    run.waitingFor = 'act';
    this.effects.push({
      kind: 'act',
      step: here.id,
      act: here.act,
      parameters: Object.fromEntries(parameters),
      done: run.acts[here.id] ?? 0,
    });
  }

  remember(name: string, value: Value, said?: string): void {
    this.run.writes.push({ name, value, step: this.run.at, ...(said === undefined ? {} : { said }) });
  }

  /** Keeps the question that was just answered, so that one can go back to it. */
  leave(): void {
    const { run } = this;
    run.trail.push({ at: run.at, writes: run.writes.length, path: run.path.length });
    run.misses = 0;
  }

  handOff(
    reason: HandOffReason,
    {
      queue,
      priority = 'normal',
      text = null,
    }: { queue?: string | undefined; priority?: HandOffPriority; text?: string | null } = {},
  ): void {
    const { at } = this.run;
    this.end('handedOff');
    this.effects.push({ kind: 'handOff', step: at, queue: queue ?? this.scenario.queue, reason, priority, text });
  }

  end(status: 'finished' | 'handedOff'): void {
    this.run.status = status;
    this.run.waitingFor = null;
  }

  /** Does what a step says. Gives the step to go on with, or null when the walk waits or has ended. */
  #enter(here: Step): string | null {
    const { run, scene, effects } = this;
    switch (here.kind) {
      case 'say':
        effects.push({ kind: 'say', step: here.id, text: sayText(this.scenario, run, scene, here.text) });
        return here.then;
      case 'article':
        effects.push({
          kind: 'article',
          step: here.id,
          article: here.article,
          text: this.#said(here.text),
          excerpt: here.excerpt?.[scene.locale] ?? null,
        });
        return here.then;
      case 'set':
        for (const [name, value] of Object.entries(here.values)) {
          this.remember(name, 'from' in value ? (valueOf(run, scene, value.from) ?? null) : value.literal);
        }
        return here.then;
      case 'branch':
        return here.cases.find((each) => holds(each.if, (path) => valueOf(run, scene, path)))?.then ?? here.otherwise;
      case 'lookUp': {
        const given = Object.entries(here.with).map(([parameter, name]) => [parameter, remembered(run, name) ?? null]);
        const parameters = Object.fromEntries(given) as Record<string, Value>;
        run.waitingFor = 'lookUp';
        effects.push({ kind: 'lookUp', step: here.id, lookUp: here.lookUp, parameters });
        return null;
      }
      case 'ask':
        return this.#ask(here);
      case 'didItHelp':
        run.waitingFor = 'answer';
        effects.push({ kind: 'askHelped', step: here.id, text: this.#said(here.text) });
        return null;
      case 'handOff':
        this.handOff(here.reason, { queue: here.queue, priority: here.priority, text: this.#said(here.text) });
        return null;
      case 'act':
        if (here.confirm) this.#confirm(here.id, here.confirm);
        else this.act(here);
        return null;
      case 'call':
        // Put in before the walk (link-scenario.ts); what is left of a call has nowhere to go.
        this.handOff('failed');
        return null;
      case 'return':
        this.end('finished');
        effects.push({ kind: 'finish', step: here.id, text: null, helped: run.helped });
        return null;
      case 'resolve':
        this.end('finished');
        effects.push({ kind: 'finish', step: here.id, text: this.#said(here.text), helped: run.helped });
        return null;
      case 'goTo':
        if ('step' in here.target) return here.target.step;
        this.end('finished');
        effects.push({ kind: 'scenario', scenario: here.target.scenario });
        return null;
    }
  }

  #ask(here: AskStep): string | null {
    if (isItemAsk(here)) {
      const [first, ...others] = itemsOf(this.run, here.from);
      if (!first) return here.none;
      if (others.length === 0 && here.single === 'take') {
        this.remember(here.into, first);
        return here.then;
      }
    }
    this.run.waitingFor = 'answer';
    this.effects.push(questionOf(this.scenario, here, this.run, this.scene));
    return null;
  }

  #confirm(step: string, texts: Texts): void {
    const t = wordsFor(this.scene.locale);
    this.run.waitingFor = 'answer';
    this.effects.push({
      kind: 'ask',
      step,
      text: sayText(this.scenario, this.run, this.scene, texts),
      replies: [
        { value: commands.yes, label: t('scenario.yesDo') },
        { value: commands.no, label: t('scenario.noDont') },
      ],
      prefill: null,
      input: null,
    });
  }

  /** Puts the present question without suggesting anything: they want to answer it otherwise. */
  askPlainly(here: AskStep): void {
    this.effects.push(questionOf(this.scenario, here, this.run, this.scene, true));
  }

  #said(texts: Texts | undefined): string | null {
    return texts ? sayText(this.scenario, this.run, this.scene, texts) : null;
  }
}
