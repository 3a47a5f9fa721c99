import { actionOf, actions, isActionName, type ParameterType } from './actions.ts';
import { SIGNED_IN } from './flow.ts';
import { nameOfKind } from './scene.ts';
import type { ActStep } from './scenario.ts';
import { suggestion } from './suggestion.ts';
import { verifyPath, verifyTexts, type Place } from './verify-uses.ts';

/** An act must be known, be agreed to when it changes something, and be given what it needs. */
export function verifyAct(place: Place, step: ActStep): void {
  const report = (at: string[], ...fault: [Parameters<Place['source']['report']>[1], string, string]) => {
    place.source.report(['steps', step.id, ...at], ...fault);
  };
  if (step.confirm) verifyTexts(place, step.confirm, ['confirm']);
  if (!isActionName(step.act)) {
    const known = new Set(Object.keys(actions));
    report(['act'], 'unknown-action', `there is no action "${step.act}"`, suggestion(step.act, known));
    return;
  }
  const action = actionOf(step.act);
  if (action.changes && !step.confirm) {
    const message = `"${step.act}" changes something, and nobody is asked before`;
    report(['act'], 'unconfirmed', message, 'add "confirm:" with the question in every language, and "no: <step>"');
  }
  if (!step.confirm && step.no !== undefined) {
    report(['no'], 'unknown-field', `"no" means nothing where nothing is asked`, 'add "confirm:", or remove it');
  }
  if (action.signedIn && !place.known.has(SIGNED_IN)) {
    const message = `people who are not signed in can come to act "${step.id}"`;
    report(['act'], 'needs-sign-in', message, 'come to it only from a branch with "if: person.signedIn"');
  }
  if (step.into !== undefined && action.gives === null) {
    report(['into'], 'wrong-value', `nothing comes of "${step.act}" that could be remembered`, 'remove "into"');
  }
  const parameters = { ...action.needs, ...action.may };
  for (const parameter of Object.keys(action.needs)) {
    if (Object.hasOwn(step.with, parameter)) continue;
    report([], 'missing-field', `"${step.act}" needs "${parameter}"`, `add "with: { ${parameter}: <value> }"`);
  }
  for (const [parameter, given] of Object.entries(step.with)) {
    const type = parameters[parameter];
    if (type === undefined) {
      const mend = suggestion(parameter, new Set(Object.keys(parameters)));
      report(['with', parameter], 'unknown-field', `"${parameter}" is nothing that "${step.act}" takes`, mend);
    } else verifyGiven(place, step, parameter, type, given);
  }
}

function verifyGiven(
  place: Place,
  step: ActStep,
  parameter: string,
  type: ParameterType,
  given: ActStep['with'][string],
): void {
  const at = ['with', parameter];
  const wrong = (have: string) => {
    const message = `"${parameter}" of "${step.act}" must be ${sayType(type)}, and this is ${have}`;
    place.source.report(['steps', step.id, ...at], 'wrong-value', message, `give it ${sayType(type)}`);
  };
  if ('text' in given) {
    verifyTexts(place, given.text, at);
    if (type !== 'text') wrong('a text');
    return;
  }
  if ('literal' in given) {
    const { literal } = given;
    const fits =
      typeof type === 'object'
        ? 'oneOf' in type && type.oneOf.includes(String(literal))
        : type === 'flag'
          ? typeof literal === 'boolean'
          : typeof literal === 'string' && (type !== 'day' || /^\d{4}-\d\d-\d\d$/.test(literal));
    if (!fits) wrong(JSON.stringify(literal));
    return;
  }
  const kind = verifyPath(place, given.from, at);
  if (!kind) return;
  const values = kind.is === 'choice' ? place.kinds.choices.get(given.from) : undefined;
  if (typeof type === 'object' && 'oneOf' in type && values) {
    const odd = [...values].find((value) => !type.oneOf.includes(value));
    if (odd !== undefined) wrong(`"${odd}" when so answered`);
    return;
  }
  const name = nameOfKind(kind);
  const fits =
    typeof type === 'object'
      ? 'items' in type && kind.is === 'item' && type.items.includes(kind.item)
      : type === 'text'
        ? kind.is === 'field' || kind.is === 'choice'
        : type === 'phone'
          ? name === 'text'
          : name === type;
  if (!fits) wrong(name);
}

function sayType(type: ParameterType): string {
  if (typeof type === 'string') return type;
  return 'items' in type ? type.items.join(' or ') : `one of ${type.oneOf.join(', ')}`;
}
