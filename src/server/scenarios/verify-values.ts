import { SIGNED_IN } from './flow.ts';
import { kindsOf, type Library } from './kinds.ts';
import { knownValues } from './known-values.ts';
import type { Test } from './condition.ts';
import type { Scenario, Step } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { suggestion } from './suggestion.ts';
import { verifyAct } from './verify-acts.ts';
import { verifyQuestion } from './verify-question.ts';
import { verifyPath, verifyTexts, type Place } from './verify-uses.ts';
import { isLookUpName, lookUps, sceneFields } from './vocabulary.ts';

/** Every value a step uses must exist, be known by then, and be used as what it is. */
export function verifyValues(source: ScenarioSource, scenario: Scenario, library: Library): void {
  const kinds = kindsOf(scenario, library);
  for (const name of kinds.conflicts) {
    const step = scenario.steps.findLast((each) => 'into' in each && each.into === name);
    const path = step ? ['steps', step.id, 'into'] : ['steps'];
    source.report(
      path,
      'wrong-value',
      `"${name}" is used for two different kinds of values`,
      'give one of them another name',
    );
  }
  for (const step of scenario.steps) {
    for (const [name, at] of namesGivenBy(step)) {
      if (!Object.hasOwn(sceneFields, name)) continue;
      const message = `"${name}" always means something else: ${name === 'today' ? 'the day' : `{{${name}.…}}`}`;
      source.report(['steps', step.id, ...at], 'wrong-value', message, 'give the value another name');
    }
  }
  const known = knownValues(scenario);
  for (const step of scenario.steps) {
    const here = known.get(step.id);
    if (here) verifyStep({ source, step, kinds, known: here });
  }
}

/** Names a step remembers something under, and where it says so. */
function namesGivenBy(step: Step): [name: string, at: string[]][] {
  if (step.kind === 'set') return Object.keys(step.values).map((name) => [name, ['set', name]]);
  if (step.kind === 'call') return Object.keys(step.into).map((name) => [name, ['into', name]]);
  return 'into' in step && step.into !== undefined ? [[step.into, ['into']]] : [];
}

function verifyStep(place: Place): void {
  const { step } = place;
  switch (step.kind) {
    case 'say':
      verifyTexts(place, step.text, ['say']);
      break;
    case 'ask':
      verifyQuestion(place, step);
      break;
    case 'call':
      for (const [name, value] of Object.entries(step.with)) {
        if ('from' in value) verifyPath(place, value.from, ['with', name]);
      }
      break;
    case 'return':
      for (const [index, name] of step.names.entries()) verifyPath(place, name, ['return', index]);
      break;
    case 'act':
      verifyAct(place, step);
      break;
    case 'lookUp':
      verifyLookUp(place, step);
      break;
    case 'branch':
      for (const [index, each] of step.cases.entries()) {
        for (const test of each.if.all) verifyTest(place, test, ['branch', index, 'if']);
      }
      break;
    case 'set':
      for (const [name, value] of Object.entries(step.values)) {
        if ('from' in value) verifyPath(place, value.from, ['set', name]);
      }
      break;
    case 'article':
    case 'didItHelp':
    case 'handOff':
    case 'resolve':
      if (step.text)
        verifyTexts(place, step.text, [step.kind === 'didItHelp' || step.kind === 'resolve' ? step.kind : 'text']);
      break;
    case 'goTo':
  }
}

function verifyLookUp(place: Place, step: Extract<Step, { kind: 'lookUp' }>): void {
  const path = ['steps', step.id];
  if (!isLookUpName(step.lookUp)) {
    place.source.report(
      [...path, 'lookUp'],
      'unknown-look-up',
      `there is no look-up "${step.lookUp}"`,
      suggestion(step.lookUp, new Set(Object.keys(lookUps))),
    );
    return;
  }
  if (!place.known.has(SIGNED_IN)) {
    place.source.report(
      [...path, 'lookUp'],
      'needs-sign-in',
      `people who are not signed in can come to look-up "${step.id}"`,
      'come to it only from a branch with "if: person.signedIn"',
    );
  }
  const needs: Readonly<Record<string, string>> = lookUps[step.lookUp].needs;
  for (const [parameter, item] of Object.entries(needs)) {
    const from = step.with[parameter];
    if (from === undefined) {
      place.source.report(
        path,
        'missing-field',
        `look-up "${step.lookUp}" needs "${parameter}"`,
        `add "with: { ${parameter}: <value> }"`,
      );
      continue;
    }
    const kind = verifyPath(place, from, ['with', parameter]);
    if (kind && (kind.is !== 'item' || kind.item !== item)) {
      place.source.report(
        [...path, 'with', parameter],
        'wrong-value',
        `"${from}" is not one ${item}`,
        `let the person choose one first by "answer: ${item}"`,
      );
    }
  }
  for (const parameter of Object.keys(step.with)) {
    if (!Object.hasOwn(needs, parameter))
      place.source.report(
        [...path, 'with', parameter],
        'unknown-field',
        `"${parameter}" is nothing that look-up "${step.lookUp}" takes`,
        'remove it',
      );
  }
}

function verifyTest(place: Place, test: Test, at: (string | number)[]): void {
  const kind = verifyPath(place, test.path, at, true);
  if (!kind || test.values.length === 0) return;
  const report = (message: string, mend: string) => {
    place.source.report(['steps', place.step.id, ...at], 'wrong-value', message, mend);
  };
  const allowed =
    kind.is === 'choice'
      ? place.kinds.choices.get(test.path)
      : kind.is === 'field' && typeof kind.type === 'object'
        ? new Set(kind.type.oneOf)
        : null;
  for (const value of test.values) {
    if (allowed && !allowed.has(String(value)))
      report(`"${test.path}" is never "${String(value)}"`, suggestion(String(value), allowed));
    if (kind.is === 'field' && kind.type === 'day' && !/^\d{4}-\d\d-\d\d$/.test(String(value)))
      report(`"${test.path}" is a day`, 'compare it with a day like 2026-12-31');
    if (kind.is === 'field' && kind.type === 'number' && typeof value !== 'number')
      report(`"${test.path}" is a number`, 'compare it with a number');
    if (kind.is === 'field' && kind.type === 'flag' && typeof value !== 'boolean')
      report(`"${test.path}" is yes or no`, `write just "${test.path}" or "not ${test.path}"`);
  }
  const names = kind.is === 'field' && kind.type === 'names';
  if (names !== (test.operator === 'has')) {
    report(
      names ? `"${test.path}" may hold several` : `"${test.path}" does not hold several values`,
      names ? `write "${test.path} has <key>"` : 'compare it with =',
    );
  }
  if (kind.is === 'list' || kind.is === 'item')
    report(
      `"${test.path}" cannot be compared`,
      kind.is === 'list' ? `compare "${test.path}.count"` : 'compare one of its fields',
    );
}
