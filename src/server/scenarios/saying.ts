import type { Kinds } from './kinds.ts';
import { kindOfPath, kindsOf, originOf } from './kinds.ts';
import type { Run } from './run.ts';
import { sayField, sayItem, sceneValue, textOf, type Scene } from './scene.ts';
import type { Item, Scenario, Texts, Value } from './scenario.ts';
import { fill } from './template.ts';
import type { ItemName } from './vocabulary.ts';

const kinds = new WeakMap<Scenario, Kinds>();

/** What the names of a scenario stand for, worked out once. */
export function kindsFor(scenario: Scenario): Kinds {
  let known = kinds.get(scenario);
  if (!known) {
    known = kindsOf(scenario);
    kinds.set(scenario, known);
  }
  return known;
}

/** Latest value of a name in this walk. */
export const remembered = (run: Run, name: string): Value | undefined =>
  run.writes.findLast((write) => write.name === name)?.value;

/** The list a name holds; empty when it holds none. */
export function itemsOf(run: Run, name: string): Item[] {
  const value = remembered(run, name);
  return Array.isArray(value) ? value : [];
}

/** Value of `order.stage`, `orders.count`, `newDay`, `person.signedIn` …; undefined when it is not known. */
export function valueOf(run: Run, scene: Scene, path: string): Value | undefined {
  const [name = '', member] = path.split('.');
  const value = remembered(run, name);
  if (value === undefined) return sceneValue(scene, path);
  if (member === undefined) return value;
  if (Array.isArray(value)) return member === 'count' ? value.length : undefined;
  return typeof value === 'object' && value !== null ? (value as Item)[member] : undefined;
}

/** A text in the reader's language with its values filled in. */
export const sayText = (scenario: Scenario, run: Run, scene: Scene, texts: Texts): string =>
  fill(texts[scene.locale], ({ path, style }) => sayPath(scenario, run, scene, path, style ?? undefined)).trim();

function sayPath(scenario: Scenario, run: Run, scene: Scene, path: string, style: string | undefined): string {
  const value = valueOf(run, scene, path);
  const kind = kindOfPath(kindsFor(scenario), path);
  if (value === undefined || value === null || !kind) return '';
  if (kind.is === 'choice') return choiceLabel(scenario, path, textOf(value), scene) ?? textOf(value);
  if (kind.is === 'field') return sayField(value, kind.type, scene, style);
  return sayItems(value, kind.item, scene);
}

function sayItems(value: Value, item: ItemName, scene: Scene): string {
  if (Array.isArray(value)) return value.map((each) => `— ${sayItem(each, item, scene)}`).join('\n');
  return typeof value === 'object' && value !== null ? sayItem(value as Item, item, scene) : '';
}

function choiceLabel(scenario: Scenario, name: string, value: string, scene: Scene): string | null {
  const origin = originOf(kindsFor(scenario).copies, name);
  for (const step of scenario.steps) {
    if (step.kind !== 'ask' || step.answer !== 'choice' || step.into !== origin) continue;
    const choice = step.choices.find((each) => each.value === value);
    if (choice) return choice.label[scene.locale];
  }
  return null;
}
