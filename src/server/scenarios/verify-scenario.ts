import { locales } from '#content/locales.ts';
import type { Fault } from './fault.ts';
import { edgesOf, passingEdges, reachable, stepsById } from './flow.ts';
import type { ParsedScenario } from './parse-scenario.ts';
import { stepKinds } from './scenario.schema.ts';
import type { Scenario, Step } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { suggestion } from './suggestion.ts';
import { verifyValues } from './verify-values.ts';

/** What a scenario may refer to outside itself. */
export interface Surroundings {
  articles: ReadonlySet<string>;
  queues: ReadonlySet<string>;
  topics: ReadonlySet<string>;
  scenarios: ReadonlySet<string>;
}

/** Everything wrong with a scenario: its form, its references, and whether every walk through it gets somewhere. */
export function verifyScenario({ source, scenario }: ParsedScenario, around: Surroundings): Fault[] {
  if (scenario) {
    verifyReferences(source, scenario, around);
    if (verifyEdges(source, scenario)) {
      verifyReachable(source, scenario);
      verifyLoops(source, scenario);
      verifyValues(source, scenario);
    }
  }
  return source.faults.sort((a, b) => a.line - b.line);
}

function verifyReferences(source: ScenarioSource, scenario: Scenario, around: Surroundings): void {
  const named = source.file
    .split('/')
    .at(-1)
    ?.replace(/\.yaml$/, '');
  if (named !== scenario.key) {
    source.report(
      ['key'],
      'wrong-value',
      `key is "${scenario.key}" but the file is named "${named ?? ''}"`,
      'name both alike',
    );
  }
  const check = (
    path: PropertyKey[],
    what: 'topic' | 'queue' | 'article' | 'scenario',
    value: string,
    known: ReadonlySet<string>,
  ) => {
    if (known.has(value)) return;
    source.report(path, `unknown-${what}`, `there is no ${what} "${value}"`, suggestion(value, known));
  };
  check(['topic'], 'topic', scenario.topic, around.topics);
  check(['queue'], 'queue', scenario.queue, around.queues);
  for (const [index, key] of scenario.covers.entries()) check(['covers', index], 'article', key, around.articles);
  for (const step of scenario.steps) {
    const path = ['steps', step.id];
    if (step.kind === 'article') check([...path, 'article'], 'article', step.article, around.articles);
    if (step.kind === 'handOff' && step.queue) check([...path, 'handOff', 'queue'], 'queue', step.queue, around.queues);
    if (step.kind === 'goTo' && 'scenario' in step.target)
      check([...path, 'goTo', 'scenario'], 'scenario', step.target.scenario, around.scenarios);
  }
  for (const locale of locales) verifyExamples(source, locale, scenario.examples[locale]);
}

function verifyExamples(source: ScenarioSource, locale: string, examples: readonly string[]): void {
  const seen = new Map<string, number>();
  for (const [index, example] of examples.entries()) {
    const plain = example
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (seen.has(plain))
      source.report(
        ['examples', locale, index],
        'duplicate',
        `the example "${example}" is there twice`,
        'write one that says it in other words',
      );
    seen.set(plain, index);
  }
}

/** True when every step leads to steps that exist. */
function verifyEdges(source: ScenarioSource, scenario: Scenario): boolean {
  const byId = stepsById(scenario);
  let whole = true;
  for (const step of scenario.steps) {
    for (const message of deadEnds(step)) {
      whole = false;
      source.report(['steps', step.id], 'dead-end', message.message, message.mend);
    }
    for (const edge of edgesOf(step)) {
      if (edge.to === '' || byId.has(edge.to)) continue;
      whole = false;
      source.report(
        ['steps', step.id, ...edge.at],
        'unknown-step',
        `there is no step "${edge.to}"`,
        suggestion(edge.to, new Set(byId.keys())),
      );
    }
  }
  return whole;
}

function deadEnds(step: Step): { message: string; mend: string }[] {
  if (step.kind === 'branch' && step.otherwise === '') {
    return [
      {
        message: `branch "${step.id}" does not say where to go when nothing fits`,
        mend: 'end it with a line "- otherwise: <step>"',
      },
    ];
  }
  if (step.kind !== 'ask' || step.answer !== 'choice' || step.then !== undefined) return [];
  return step.choices
    .filter((choice) => choice.then === undefined)
    .map((choice) => ({
      message: `answer "${choice.value}" of question "${step.id}" leads nowhere`,
      mend: 'add "then: <step>" to the choice or to the question',
    }));
}

function verifyReachable(source: ScenarioSource, scenario: Scenario): void {
  const seen = reachable(scenario);
  for (const step of scenario.steps) {
    if (seen.has(step.id)) continue;
    source.report(
      ['steps', step.id],
      'unreachable',
      `step "${step.id}" is never reached`,
      `let some step go to it by "then: ${step.id}", or remove it`,
    );
  }
  if (
    !scenario.steps.some((step) => seen.has(step.id) && edgesOf(step).length === 0) &&
    !scenario.steps.some((step) => step.kind === 'didItHelp')
  ) {
    const mend = `let it end with ${stepKinds.filter((kind) => kind === 'didItHelp' || kind === 'resolve' || kind === 'handOff').join(', ')}`;
    source.report(['steps'], 'dead-end', 'no walk through this scenario ever ends', mend);
  }
}

/** A circle of steps none of which waits for the person would never end. */
function verifyLoops(source: ScenarioSource, scenario: Scenario): void {
  const byId = stepsById(scenario);
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    const step = byId.get(id);
    if (!step || state.has(id)) return;
    state.set(id, 'open');
    for (const edge of passingEdges(step)) {
      if (state.get(edge.to) === 'open') {
        const message = `step "${id}" goes back to "${edge.to}" and nothing on the way asks the person anything`;
        source.report(
          ['steps', id, ...edge.at],
          'endless-loop',
          message,
          'put a question into the circle or lead it elsewhere',
        );
      }
      visit(edge.to);
    }
    state.set(id, 'done');
  };
  for (const step of scenario.steps) visit(step.id);
}
