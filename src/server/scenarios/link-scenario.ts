import { kindsOf, type Library } from './kinds.ts';
import type { CallStep, DayBound, Given, Scenario, Step, Texts } from './scenario.ts';
import { locales } from '#content/locales.ts';
import { renamePaths } from './template.ts';

/** Calls within calls; deeper ones are refused by the verifier as well. */
export const DEPTH = 5;

/**
 * A scenario with everything it calls put in, so that a walk is one and goes back, is summed up and ends as any other. What
 * belongs to a called scenario has the id of the call and a slash before it: step `contact/phone`, value `contact/phone`. A
 * call of what is not there, or of what is being walked already, hands over to a person.
 */
export function linkScenario(scenario: Scenario, library: Library): Scenario {
  if (!scenario.steps.some((step) => step.kind === 'call')) return scenario;
  return { ...scenario, steps: linkedSteps(scenario, { library, prefix: '', above: [scenario.key], returns: null }) };
}

/** Keys of everything a scenario calls, itself not among them. */
export function calledBy(scenario: Scenario, library: Library): Set<string> {
  const seen = new Set<string>();
  const open = callsOf(scenario);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const called = library.get(key);
    if (called) open.push(...callsOf(called));
  }
  return seen;
}

export const callsOf = (scenario: Scenario): string[] =>
  scenario.steps.flatMap((step) => (step.kind === 'call' ? [step.call] : []));

interface Place {
  library: Library;
  prefix: string;
  /** Keys of the scenarios around, this one included. */
  above: readonly string[];
  /** What the end of this one does: remembers for the caller and goes on there. */
  returns: { values: Record<string, string>; then: string } | null;
}

function linkedSteps(scenario: Scenario, place: Place): Step[] {
  const { prefix } = place;
  const own = new Set(kindsOf(scenario, place.library).byName.keys());
  const names: Names = {
    step: (id) => `${prefix}${id}`,
    name: (name) => `${prefix}${name}`,
    path: (path) => (own.has(path.split('.')[0] ?? '') ? `${prefix}${path}` : path),
  };
  return scenario.steps.flatMap((step): Step[] => {
    if (step.kind === 'call') return called(step, names, place);
    if (step.kind !== 'return' || !place.returns) return [renamed(step, names, prefix === '' ? null : scenario.queue)];
    const values = Object.entries(place.returns.values).map(([outer, inner]) => [outer, { from: names.name(inner) }]);
    return [
      {
        kind: 'set',
        id: names.step(step.id),
        values: Object.fromEntries(values) as Record<string, Given>,
        then: place.returns.then,
      },
    ];
  });
}

function called(step: CallStep, names: Names, place: Place): Step[] {
  const id = names.step(step.id);
  const scenario = place.library.get(step.call);
  const [first] = scenario?.steps ?? [];
  if (!scenario || !first || place.above.includes(step.call) || place.above.length > DEPTH) {
    return [{ kind: 'handOff', id, reason: 'failed', priority: 'normal' }];
  }
  const prefix = `${id}/`;
  const given = Object.entries(step.with).map(([name, value]) => [`${prefix}${name}`, givenIn(value, names)]);
  const back = Object.entries(step.into).map(([outer, inner]) => [names.name(outer), inner]);
  return [
    { kind: 'set', id, values: Object.fromEntries(given) as Record<string, Given>, then: `${prefix}${first.id}` },
    ...linkedSteps(scenario, {
      library: place.library,
      prefix,
      above: [...place.above, step.call],
      returns: { values: Object.fromEntries(back) as Record<string, string>, then: names.step(step.then) },
    }),
  ];
}

interface Names {
  step: (id: string) => string;
  name: (name: string) => string;
  path: (path: string) => string;
}

const textsIn = (texts: Texts, { path }: Names): Texts =>
  Object.fromEntries(locales.map((locale) => [locale, renamePaths(texts[locale], path)])) as Texts;
const givenIn = (given: Given, { path }: Names): Given => ('from' in given ? { from: path(given.from) } : given);
const boundIn = (bound: DayBound, { path }: Names): DayBound => ('from' in bound ? { from: path(bound.from) } : bound);

/** @param queue where a called scenario hands over by default; null in the scenario itself */
function renamed(step: Exclude<Step, CallStep>, names: Names, queue: string | null): Step {
  const t = (texts: Texts | undefined): Texts | undefined => texts && textsIn(texts, names);
  const to = <T extends string | undefined>(id: T): T => (id === undefined ? id : names.step(id)) as T;
  const id = names.step(step.id);
  switch (step.kind) {
    case 'say':
      return { ...step, id, text: textsIn(step.text, names), then: to(step.then) };
    case 'ask':
      return renamedAsk(step, names);
    case 'lookUp': {
      const given = Object.entries(step.with).map(([parameter, name]) => [parameter, names.path(name)]);
      const withNames = Object.fromEntries(given) as Record<string, string>;
      return {
        ...step,
        id,
        into: names.name(step.into),
        with: withNames,
        failed: to(step.failed),
        then: to(step.then),
      };
    }
    case 'branch': {
      const cases = step.cases.map((each) => ({
        if: { all: each.if.all.map((test) => ({ ...test, path: names.path(test.path) })) },
        then: to(each.then),
      }));
      return { ...step, id, cases, otherwise: to(step.otherwise) };
    }
    case 'set': {
      const values = Object.entries(step.values).map(([name, value]) => [names.name(name), givenIn(value, names)]);
      return { ...step, id, values: Object.fromEntries(values) as Record<string, Given>, then: to(step.then) };
    }
    case 'article':
      return { ...step, id, text: t(step.text), then: to(step.then) };
    case 'act': {
      const given = Object.entries(step.with).map(([parameter, value]) => [
        parameter,
        'text' in value ? { text: textsIn(value.text, names) } : givenIn(value, names),
      ]);
      return {
        ...step,
        id,
        with: Object.fromEntries(given) as typeof step.with,
        confirm: t(step.confirm),
        no: to(step.no),
        into: step.into === undefined ? undefined : names.name(step.into),
        failed: to(step.failed),
        then: to(step.then),
      };
    }
    case 'didItHelp':
      return { ...step, id, text: t(step.text), yes: to(step.yes), no: to(step.no) };
    case 'handOff':
      return { ...step, id, text: t(step.text), queue: step.queue ?? queue ?? undefined };
    case 'resolve':
      return { ...step, id, text: t(step.text) };
    case 'goTo':
      return { ...step, id, target: 'step' in step.target ? { step: to(step.target.step) } : step.target };
    case 'return':
      return { ...step, id, names: step.names.map(names.name) };
  }
}

function renamedAsk(step: Extract<Step, { kind: 'ask' }>, names: Names): Step {
  const to = (id: string): string => names.step(id);
  const asking = {
    id: to(step.id),
    text: textsIn(step.text, names),
    label: step.label && textsIn(step.label, names),
    into: names.name(step.into),
  };
  switch (step.answer) {
    case 'choice': {
      const choices = step.choices.map((each) => ({
        ...each,
        then: each.then === undefined ? undefined : to(each.then),
      }));
      return { ...step, ...asking, choices, then: step.then === undefined ? undefined : to(step.then) };
    }
    case 'file':
      return { ...step, ...asking, none: to(step.none), then: to(step.then) };
    case 'order':
    case 'invoice':
    case 'document':
      return { ...step, ...asking, from: names.path(step.from), none: to(step.none), then: to(step.then) };
    case 'date': {
      const { earliest, latest } = step;
      return {
        ...step,
        ...asking,
        ...(earliest ? { earliest: boundIn(earliest, names) } : {}),
        ...(latest ? { latest: boundIn(latest, names) } : {}),
        suggest: step.suggest && names.path(step.suggest),
        then: to(step.then),
      };
    }
    default:
      return { ...step, ...asking, suggest: step.suggest && names.path(step.suggest), then: to(step.then) };
  }
}
