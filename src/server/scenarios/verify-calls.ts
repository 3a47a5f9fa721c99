import { passingEdges, SIGNED_IN, stepsById } from './flow.ts';
import { kindOfPath, kindOfTaken, kindsOf, type Library } from './kinds.ts';
import { knownValues } from './known-values.ts';
import { calledBy, DEPTH } from './link-scenario.ts';
import { isStartable, type CallStep, type Scenario } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { nameOfKind } from './scene.ts';
import { suggestion } from './suggestion.ts';
import { alwaysReturned, returnsOf } from './verify-callers.ts';

/** Every scenario that is called must come back, with what is wanted of it, and be given what it takes. */
export function verifyCalls(source: ScenarioSource, scenario: Scenario, library: Library): void {
  const known = knownValues(scenario);
  if (!isStartable(scenario) && returnsOf(scenario).length === 0) {
    source.report(['takes'], 'never-returns', `"${scenario.key}" is a part and never returns`, RETURN);
  }
  for (const step of scenario.steps) {
    const signedIn = known.get(step.id)?.has(SIGNED_IN) ?? true;
    if (step.kind === 'goTo' && 'scenario' in step.target) {
      verifyLeaving(source, { id: step.id, key: step.target.scenario, scenario, library, signedIn });
    }
    if (step.kind !== 'call') continue;
    const called = step.call === scenario.key ? scenario : library.get(step.call);
    if (called) verifyCall(source, { step, called, scenario, library, signedIn });
  }
}

const RETURN = 'let it end with "return: [names]"';

interface Leaving {
  id: string;
  key: string;
  scenario: Scenario;
  library: Library;
  signedIn: boolean;
}

/** The scenario that takes over must be for this person, and not hand back at once. */
function verifyLeaving(source: ScenarioSource, { id, key, scenario, library, signedIn }: Leaving): void {
  const path = ['steps', id, 'goTo', 'scenario'];
  const target = key === scenario.key ? scenario : library.get(key);
  if (!target) return;
  if (target.audience !== 'everyone' && !signedIn) {
    const message = `"${key}" is for people who are signed in, and others can come to "${id}"`;
    source.report(path, 'needs-sign-in', message, 'come to it only from a branch with "if: person.signedIn"');
  }
  const around = new Map([...library, [scenario.key, scenario]]);
  if (leadsOnTo(scenario, around).has(scenario.key) && leadsOnTo(target, around).has(scenario.key)) {
    const message = `scenarios "${scenario.key}" and "${key}" lead into each other and ask nothing on the way`;
    source.report(path, 'endless-loop', message, 'let one of them ask something, or end');
  }
}

/** Scenarios that take over without the person saying anything, and those that take over from them. */
function leadsOnTo(scenario: Scenario, library: Library): Set<string> {
  const found = new Set<string>();
  const open = [scenario];
  for (let each = open.pop(); each; each = open.pop()) {
    for (const key of passedOn(each)) {
      if (found.has(key)) continue;
      found.add(key);
      const next = library.get(key);
      if (next) open.push(next);
    }
  }
  return found;
}

function passedOn(scenario: Scenario): string[] {
  const byId = stepsById(scenario);
  const seen = new Set<string>();
  const keys: string[] = [];
  const open = scenario.steps.slice(0, 1).map((step) => step.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || seen.has(id)) continue;
    seen.add(id);
    if (step.kind === 'goTo' && 'scenario' in step.target) keys.push(step.target.scenario);
    open.push(...passingEdges(step).map((edge) => edge.to));
  }
  return keys;
}

interface Call {
  step: CallStep;
  called: Scenario;
  scenario: Scenario;
  library: Library;
  signedIn: boolean;
}

function verifyCall(source: ScenarioSource, { step, called, scenario, library, signedIn }: Call): void {
  const path = ['steps', step.id];
  if (step.call === scenario.key || calledBy(called, library).has(scenario.key)) {
    const through = step.call === scenario.key ? ` ("${step.call}")` : ` through "${step.call}"`;
    const message = `scenario "${scenario.key}" calls itself${through} and would never end`;
    source.report(
      [...path, 'call'],
      'endless-loop',
      message,
      'call another one, or go on in this one by "goTo: <step>"',
    );
    return;
  }
  if (depthOf(called, library) >= DEPTH) {
    const message = `"${step.call}" calls others more than ${String(DEPTH)} deep`;
    source.report([...path, 'call'], 'endless-loop', message, 'put some of them together');
  }
  if (returnsOf(called).length === 0) {
    const message = `scenario "${step.call}" never returns, so that nothing comes after this call`;
    const mend = `let "${step.call}" end with "return: [names]", or leave for good by "goTo: { scenario: ${step.call} }"`;
    source.report([...path, 'call'], 'never-returns', message, mend);
    return;
  }
  if (called.audience !== 'everyone' && !signedIn) {
    const message = `"${step.call}" is for people who are signed in, and others can come to call "${step.id}"`;
    source.report(
      [...path, 'call'],
      'needs-sign-in',
      message,
      'come to it only from a branch with "if: person.signedIn"',
    );
  }
  verifyTaken(source, { step, called, scenario, library });
  const always = alwaysReturned(called);
  for (const [outer, inner] of Object.entries(step.into)) {
    if (always.has(inner)) continue;
    const message = `"${inner}" is not always returned by scenario "${step.call}"`;
    source.report([...path, 'into', outer], 'unknown-value', message, suggestion(inner, always));
  }
}

function verifyTaken(source: ScenarioSource, { step, called, scenario, library }: Omit<Call, 'signedIn'>): void {
  const path = ['steps', step.id];
  const takes = called.takes ?? {};
  const kinds = kindsOf(scenario, library);
  for (const name of Object.keys(takes)) {
    if (Object.hasOwn(step.with, name)) continue;
    const message = `scenario "${step.call}" takes "${name}"`;
    source.report(path, 'missing-field', message, `add "with: { ${name}: <value> }"`);
  }
  for (const [name, given] of Object.entries(step.with)) {
    const wanted = takes[name];
    if (wanted === undefined) {
      const mend = `${suggestion(name, new Set(Object.keys(takes)))}; what it takes stands there under "takes:"`;
      source.report(
        [...path, 'with', name],
        'unknown-field',
        `"${name}" is nothing that scenario "${step.call}" takes`,
        mend,
      );
      continue;
    }
    const kind = 'from' in given ? kindOfPath(kinds, given.from) : null;
    const want = nameOfKind(kindOfTaken(wanted));
    const have = kind ? nameOfKind(kind) : 'literal' in given ? typeOf(given.literal) : null;
    if (have === null || have === want || (want === 'text' && have === 'choice')) continue;
    const message = `"${name}" must be ${want}, and this is ${have}`;
    source.report([...path, 'with', name], 'wrong-value', message, `give it ${want}`);
  }
}

const typeOf = (literal: string | number | boolean): string =>
  typeof literal === 'boolean' ? 'flag' : typeof literal === 'number' ? 'number' : 'text';

function depthOf(scenario: Scenario, library: Library, above: readonly string[] = []): number {
  const below = scenario.steps.flatMap((step) => {
    const called = step.kind === 'call' && !above.includes(step.call) ? library.get(step.call) : null;
    return called ? [depthOf(called, library, [...above, scenario.key])] : [];
  });
  return 1 + Math.max(0, ...below);
}
