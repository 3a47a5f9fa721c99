import { locales } from '#content/locales.ts';
import { wordsOf } from './answer.ts';
import { edgesOf, passingEdges, reachable, stepsById } from './flow.ts';
import type { Library } from './kinds.ts';
import type { AskChoiceStep, Scenario, Step } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { suggestion } from './suggestion.ts';

/** Whether every step leads to steps that are there; then also whether all are reached, and every walk ends. */
export function verifyFlow(source: ScenarioSource, scenario: Scenario, library: Library): boolean {
  for (const step of scenario.steps) {
    if (step.kind === 'ask' && step.answer === 'choice') verifyChoices(source, step);
    if (step.kind === 'branch') verifyCases(source, step);
  }
  if (!verifyEdges(source, scenario)) return false;
  verifyReachable(source, scenario);
  verifyLoops(source, scenario, library);
  return true;
}

/** True when every step leads to steps that exist. */
function verifyEdges(source: ScenarioSource, scenario: Scenario): boolean {
  const byId = stepsById(scenario);
  let whole = true;
  for (const step of scenario.steps) {
    for (const { message, mend } of deadEnds(step)) {
      whole = false;
      source.report(['steps', step.id], 'dead-end', message, mend);
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
  if (step.kind === 'act' && step.confirm && step.no === undefined) {
    return [
      {
        message: `act "${step.id}" does not say where to go when the person says no`,
        mend: 'add "no: <step>"',
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

/** No two answers may be the same, or be said alike: nobody could give the second. */
function verifyChoices(source: ScenarioSource, step: AskChoiceStep): void {
  const values = new Set<string>();
  const ways = new Map<string, string>();
  for (const [index, choice] of step.choices.entries()) {
    const path = ['steps', step.id, 'choices', index];
    if (values.has(choice.value)) {
      source.report(path, 'duplicate', `answer "${choice.value}" is there twice`, 'give one of them another value');
      continue;
    }
    values.add(choice.value);
    for (const locale of locales) {
      for (const way of [choice.label[locale], ...(choice.words?.[locale] ?? [])]) {
        const plain = wordsOf(way).join(' ');
        const other = ways.get(plain);
        if (other === undefined) ways.set(plain, choice.value);
        else if (other !== choice.value && plain !== '') {
          const message = `"${way}" means both "${other}" and "${choice.value}"`;
          source.report(path, 'duplicate', message, 'let it stand with one of them only');
        }
      }
    }
  }
}

/** The same condition a second time is never come to. */
function verifyCases(source: ScenarioSource, step: Extract<Step, { kind: 'branch' }>): void {
  const seen = new Set<string>();
  for (const [index, each] of step.cases.entries()) {
    const condition = JSON.stringify(each.if);
    if (seen.has(condition)) {
      const message = `branch "${step.id}" has this condition twice, and the second line is never taken`;
      source.report(
        ['steps', step.id, 'branch', index, 'if'],
        'duplicate',
        message,
        'remove it or change its condition',
      );
    }
    seen.add(condition);
  }
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
  const ends = scenario.steps.some(
    (step) => seen.has(step.id) && (edgesOf(step).length === 0 || step.kind === 'didItHelp'),
  );
  if (!ends) {
    const mend = 'let it end with didItHelp, handOff, resolve or return';
    source.report(['steps'], 'dead-end', 'no walk through this scenario ever ends', mend);
  } else verifyWaysOut(source, scenario, seen);
}

/** Every step must have a way to an end: a circle of questions without one would go on until a person is called. */
function verifyWaysOut(source: ScenarioSource, scenario: Scenario, seen: ReadonlySet<string>): void {
  const out = new Set(
    scenario.steps.filter((step) => edgesOf(step).length === 0 || step.kind === 'didItHelp').map((step) => step.id),
  );
  for (let size = -1; size !== out.size;) {
    size = out.size;
    for (const step of scenario.steps) if (edgesOf(step).some((edge) => out.has(edge.to))) out.add(step.id);
  }
  const stuck = scenario.steps.find((step) => seen.has(step.id) && !out.has(step.id));
  if (!stuck) return;
  const mend = 'let one of the answers lead on to an end';
  source.report(['steps', stuck.id], 'dead-end', `from step "${stuck.id}" no way leads to an end`, mend);
}

/** A circle of steps none of which waits for the person would never end. */
function verifyLoops(source: ScenarioSource, scenario: Scenario, library: Library): void {
  const byId = stepsById(scenario);
  const state = new Map<string, 'open' | 'done'>();
  const asks = (key: string): boolean => alwaysAsks(library, key);
  const visit = (id: string): void => {
    const step = byId.get(id);
    if (!step || state.has(id)) return;
    state.set(id, 'open');
    for (const edge of passingEdges(step, asks)) {
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

/** Whether a called scenario comes back only after the person has said something. */
function alwaysAsks(library: Library, key: string, above: readonly string[] = []): boolean {
  const scenario = library.get(key);
  if (!scenario || above.includes(key)) return false;
  const byId = stepsById(scenario);
  const seen = new Set<string>();
  const open = scenario.steps.slice(0, 1).map((step) => step.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || seen.has(id)) continue;
    if (step.kind === 'return') return false;
    seen.add(id);
    open.push(...passingEdges(step, (called) => alwaysAsks(library, called, [...above, key])).map((edge) => edge.to));
  }
  return true;
}
