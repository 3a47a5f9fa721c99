import { sceneKind, type Kind } from './scene.ts';
import { isTypedAsk, type AskStep, type Given, type Scenario, type Step, type TakenKind } from './scenario.ts';
import { actionOf, isActionName } from './actions.ts';
import { fieldOf, isItemName, isLookUpName, itemTypes, lookUps, sceneFields, type ItemName } from './vocabulary.ts';

/** What the names of one scenario stand for. */
export interface Kinds {
  byName: ReadonlyMap<string, Kind>;
  /** Possible values of names filled by a choice. */
  choices: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that hold what another name held → that name. */
  copies: ReadonlyMap<string, string>;
  /** Names given to values of two kinds. */
  conflicts: readonly string[];
  /** Everything that can be written in a text or a condition, for suggestions. */
  paths: readonly string[];
}

/** Scenarios by key, as far as they are known. */
export type Library = ReadonlyMap<string, Scenario | null>;

/** @param library the scenarios that may be called; one that is put together needs none (link-scenario.ts) */
export function kindsOf(scenario: Scenario, library: Library = new Map()): Kinds {
  const byName = new Map<string, Kind>();
  const conflicts = new Set<string>();
  const copies = new Map<string, string>();
  const give = (name: string, kind: Kind) => {
    const before = byName.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(kind)) conflicts.add(name);
    byName.set(name, kind);
  };
  for (const [name, taken] of Object.entries(scenario.takes ?? {})) give(name, kindOfTaken(taken));
  for (const step of scenario.steps) for (const [name, kind] of givenBy(step, library)) give(name, kind);
  // A copy of a copy is known after the copy.
  for (let size = -1; size !== byName.size;) {
    size = byName.size;
    for (const step of scenario.steps) {
      if (step.kind !== 'set') continue;
      for (const [name, value] of Object.entries(step.values)) {
        const kind = kindOfGiven(value, byName);
        if (!kind) continue;
        give(name, kind);
        if ('from' in value) copies.set(name, value.from);
      }
    }
  }
  const own = [...byName].flatMap(([name, kind]) => [name, ...membersOf(kind).map((member) => `${name}.${member}`)]);
  const known = Object.entries(sceneFields).flatMap(([group, fields]) =>
    typeof fields === 'string' ? [group] : Object.keys(fields).map((field) => `${group}.${field}`),
  );
  return {
    byName,
    choices: choicesOf(scenario, copies),
    copies,
    conflicts: [...conflicts],
    paths: [...own, ...known],
  };
}

function choicesOf(scenario: Scenario, copies: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const choices = new Map<string, Set<string>>();
  for (const step of scenario.steps) {
    if (step.kind !== 'ask' || step.answer !== 'choice') continue;
    const values = choices.get(step.into) ?? new Set();
    for (const choice of step.choices) values.add(choice.value);
    choices.set(step.into, values);
  }
  for (const name of copies.keys()) {
    const values = choices.get(originOf(copies, name));
    if (values) choices.set(name, values);
  }
  return choices;
}

/** The name a value was first remembered under. */
export function originOf(copies: ReadonlyMap<string, string>, name: string): string {
  let origin = name;
  for (let hops = 0; hops < copies.size; hops++) origin = copies.get(origin) ?? origin;
  return origin;
}

export function kindOfTaken(taken: TakenKind): Kind {
  if (isItemName(taken)) return { is: 'item', item: taken };
  return { is: 'field', type: taken === 'date' ? 'day' : taken };
}

function kindOfGiven(value: Given, byName: ReadonlyMap<string, Kind>): Kind | null {
  if ('from' in value) return kindOfPath({ byName }, value.from);
  const { literal } = value;
  return {
    is: 'field',
    type: typeof literal === 'boolean' ? 'flag' : typeof literal === 'number' ? 'number' : 'text',
  };
}

function givenBy(step: Step, library: Library): [string, Kind][] {
  switch (step.kind) {
    case 'ask':
      return [[step.into, kindOfAnswer(step)]];
    case 'lookUp': {
      if (!isLookUpName(step.lookUp)) return [];
      const { gives } = lookUps[step.lookUp];
      return [[step.into, 'list' in gives ? { is: 'list', item: gives.list } : { is: 'item', item: gives.item }]];
    }
    case 'act': {
      const gives = isActionName(step.act) ? actionOf(step.act).gives : null;
      return gives && step.into !== undefined ? [[step.into, { is: 'item', item: gives }]] : [];
    }
    case 'call': {
      return calledKinds(step.into, library.get(step.call) ?? null, library);
    }
    default:
      return [];
  }
}

function calledKinds(
  into: Readonly<Record<string, string>>,
  called: Scenario | null,
  library: Library,
): [string, Kind][] {
  if (!called) return [];
  // Each scenario is looked into once on a way, so that one which calls itself ends here.
  const { byName } = kindsOf(called, new Map([...library].filter(([key]) => key !== called.key)));
  return Object.entries(into).flatMap(([name, inner]): [string, Kind][] => {
    const kind = byName.get(inner);
    return kind ? [[name, kind]] : [];
  });
}

const typeOfAnswer = { text: 'text', email: 'text', phone: 'text', number: 'number', date: 'day' } as const;

function kindOfAnswer(step: AskStep): Kind {
  if (isTypedAsk(step)) return { is: 'field', type: typeOfAnswer[step.answer] };
  if (step.answer === 'choice') return { is: 'choice' };
  return step.answer === 'file' ? { is: 'list', item: 'file' } : { is: 'item', item: step.answer };
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
