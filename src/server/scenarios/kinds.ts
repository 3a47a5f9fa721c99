import { sceneKind, type Kind } from './scene.ts';
import type { Scenario, Step } from './scenario.ts';
import { fieldOf, isLookUpName, itemTypes, lookUps, sceneFields, type ItemName } from './vocabulary.ts';

/** What the names of one scenario stand for. */
export interface Kinds {
  byName: ReadonlyMap<string, Kind>;
  /** Possible values of names filled by a choice. */
  choices: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names given to values of two kinds. */
  conflicts: readonly string[];
  /** Everything that can be written in a text or a condition, for suggestions. */
  paths: readonly string[];
}

export function kindsOf(scenario: Scenario): Kinds {
  const byName = new Map<string, Kind>();
  const choices = new Map<string, Set<string>>();
  const conflicts = new Set<string>();
  const give = (name: string, kind: Kind) => {
    const before = byName.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(kind)) conflicts.add(name);
    byName.set(name, kind);
  };
  for (const step of scenario.steps) for (const [name, kind] of givenBy(step)) give(name, kind);
  for (const step of scenario.steps) for (const [name, kind] of copiedBy(step, byName)) give(name, kind);
  for (const step of scenario.steps) {
    if (step.kind === 'ask' && step.answer === 'choice') {
      const values = choices.get(step.into) ?? new Set();
      for (const choice of step.choices) values.add(choice.value);
      choices.set(step.into, values);
    }
  }
  const own = [...byName].flatMap(([name, kind]) => [name, ...membersOf(kind).map((member) => `${name}.${member}`)]);
  const given = Object.entries(sceneFields).flatMap(([group, fields]) =>
    typeof fields === 'string' ? [group] : Object.keys(fields).map((field) => `${group}.${field}`),
  );
  return { byName, choices, conflicts: [...conflicts], paths: [...own, ...given] };
}

function givenBy(step: Step): [string, Kind][] {
  if (step.kind === 'ask') {
    if (step.answer === 'choice') return [[step.into, { is: 'choice' }]];
    if (step.answer === 'text') return [[step.into, { is: 'field', type: 'text' }]];
    return [[step.into, { is: 'item', item: step.answer }]];
  }
  if (step.kind === 'lookUp') {
    if (!isLookUpName(step.lookUp)) return [];
    const { gives } = lookUps[step.lookUp];
    return [[step.into, 'list' in gives ? { is: 'list', item: gives.list } : { is: 'item', item: gives.item }]];
  }
  if (step.kind !== 'set') return [];
  return Object.entries(step.values).flatMap(([name, value]): [string, Kind][] =>
    'from' in value
      ? []
      : [
          [
            name,
            {
              is: 'field',
              type: typeof value.literal === 'boolean' ? 'flag' : typeof value.literal === 'number' ? 'number' : 'text',
            },
          ],
        ],
  );
}

function copiedBy(step: Step, byName: ReadonlyMap<string, Kind>): [string, Kind][] {
  if (step.kind !== 'set') return [];
  return Object.entries(step.values).flatMap(([name, value]): [string, Kind][] => {
    const kind = 'from' in value ? kindOfPath({ byName }, value.from) : null;
    return kind ? [[name, kind]] : [];
  });
}

const membersOf = (kind: Kind): string[] =>
  kind.is === 'list' ? ['count'] : kind.is === 'item' ? Object.keys(itemTypes[kind.item].fields) : [];

/** Kind of `order.stage`, `orders.count`, `newDay`, `person.name` …; null when there is no such thing. */
export function kindOfPath(kinds: Pick<Kinds, 'byName'>, path: string): Kind | null {
  const [name = '', member, ...rest] = path.split('.');
  const kind = kinds.byName.get(name);
  if (!kind) return sceneKind(path);
  if (rest.length > 0) return null;
  return member === undefined ? kind : memberKind(kind, member);
}

function memberKind(kind: Kind, member: string): Kind | null {
  if (kind.is === 'list') return member === 'count' ? { is: 'field', type: 'number' } : null;
  if (kind.is !== 'item') return null;
  const item: ItemName = kind.item;
  const type = fieldOf(item, member);
  return type ? { is: 'field', type } : null;
}
