import { describe, expect, it } from 'vitest';
import {
  actions,
  lookUps,
  parseScenario,
  readScenarioFolder,
  type Input,
  type Item,
  type Run,
  type Scenario,
  type Scene,
  type Step,
} from '#server/scenarios/index.ts';
import { contentScenarios, folder, invoice, order, scene, visitor, Walker } from './walking.ts';

const linked = await contentScenarios();
const written: Scenario[] = (await readScenarioFolder(folder)).flatMap(
  ({ file, yaml }) => parseScenario(file, yaml).scenario ?? [],
);
const steps: Step[] = written.flatMap((each) => each.steps);

describe('the scenarios of the demo', () => {
  it('are at least thirty, each with eighteen examples or so in either language, none of them said twice', () => {
    expect(linked.length).toBeGreaterThanOrEqual(30);
    const said = linked.flatMap(({ examples }) => [...examples.ru, ...examples.en]).map((text) => text.toLowerCase());
    expect(new Set(said).size).toBe(said.length);
    for (const { key, examples } of linked) {
      expect(Math.min(examples.ru.length, examples.en.length), key).toBeGreaterThanOrEqual(18);
    }
  });

  it('use every kind of step, answer, look-up and action of the language', () => {
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set([
        ...['say', 'ask', 'lookUp', 'branch', 'set', 'article', 'call', 'return', 'act'],
        ...['didItHelp', 'handOff', 'resolve', 'goTo'],
      ]),
    );
    expect(new Set(steps.flatMap((each) => (each.kind === 'ask' ? each.answer : [])))).toEqual(
      new Set([...['choice', 'text', 'number', 'date', 'email', 'phone', 'file'], ...['order', 'invoice', 'document']]),
    );
    expect(new Set(steps.flatMap((each) => (each.kind === 'act' ? each.act : [])))).toEqual(
      new Set(Object.keys(actions)),
    );
    const looked = new Set(steps.flatMap((each) => (each.kind === 'lookUp' ? each.lookUp : [])));
    // `….fresh` read one thing again; nothing here waits long enough to need it.
    expect(Object.keys(lookUps).filter((name) => !looked.has(name) && !name.endsWith('.fresh'))).toEqual([]);
  });

  it('have a title, a subject and an owner in words of customers', () => {
    for (const { key, owner, subtopic } of written) {
      expect(owner, key).toMatch(/@dubrava\.example$/u);
      expect(subtopic, key).toBeDefined();
    }
  });
});

const found = (orders: Item[]): Record<string, Item[]> => ({
  'orders.current': orders,
  'orders.all': orders,
  'invoices.unpaid': [invoice()],
  'invoices.recent': [invoice({ state: 'paid', paidOn: '2026-11-11' }), invoice({ number: '1043' })],
  'documents.recent': [
    { id: 'd1', title: 'УПД № 55', kind: 'upd', waiting: true, changedOn: '2026-11-10', path: '/cabinet/documents/d1' },
  ],
  'tasks.open': [
    { id: 't1', title: 'Согласуйте чертёж', state: 'waiting', dueOn: null, overdue: false, path: '/cabinet/tasks/t1' },
  ],
});
const situations: [who: string, scene: Scene, orders: Item[]][] = [
  ['a visitor', visitor, []],
  ['a visitor writing English', { ...visitor, locale: 'en' }, []],
  ['a customer whose order is under way', scene, [order()]],
  ['a customer with two orders', scene, [order({ stage: 'delivered', late: false }), order({ number: '2431' })]],
  ['a customer with a fresh order', { ...scene, locale: 'en' }, [order({ stage: 'accepted', changeable: true })]],
];

/** Every answer worth trying at the question a walk waits at. */
function answersTo(step: Step | undefined, locale: 'ru' | 'en'): Input[] {
  const answer = (text: string, value?: string): Input => ({ kind: 'answer', text, value });
  if (step?.kind === 'act') return [answer('', '/yes'), answer('', '/no')];
  if (step?.kind !== 'ask') return [];
  switch (step.answer) {
    case 'choice':
      return step.choices.map((each) => answer(each.label[locale], each.value));
    case 'text':
      return [answer('Два стола, Лесная 12')];
    case 'number':
      return [answer(String(step.max ?? step.min ?? 40))];
    case 'date':
      return [answer(step.latest && 'today' in step.latest && step.latest.today <= 0 ? '2026-11-10' : '2026-12-01')];
    case 'email':
      return [answer('anna@company.example')];
    case 'phone':
      return [answer('+7 916 123-45-67')];
    case 'file':
      return [answer('', '/none'), { kind: 'answer', text: '', files: [{ id: 'f1', name: 'plan.pdf' }] }];
    default:
      return [answer('1'), answer('', '/none')];
  }
}

/** Walks every answer of every question once; gives what went wrong. */
function walkAll(scenario: Scenario, [, scene, orders]: (typeof situations)[number]): string[] {
  const wrong: string[] = [];
  const tried = new Set<string>();
  const open: { run: Run | null; input: Input; said: string }[] = [{ run: null, input: { kind: 'start' }, said: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const walker = new Walker(scenario, { scene, found: found(orders) });
    if (next.run) walker.run = next.run;
    walker.take(next.input);
    const { run, effects } = walker;
    const last = effects.at(-1);
    const here = `${scenario.key}: ${run.at} after ${next.said}`;
    for (const text of walker.texts)
      if (/\{\{|undefined|null/u.test(text) || text.trim() === '') wrong.push(`${here}: ${text}`);
    if (!last || last.kind === 'miss') wrong.push(`${here}: ${last?.kind ?? 'silence'}`);
    if (last?.kind !== 'ask') continue;
    for (const [index, input] of answersTo(
      scenario.steps.find(({ id }) => id === run.at),
      scene.locale,
    ).entries()) {
      const once = `${run.at} ${String(index)}`;
      if (tried.has(once)) continue;
      tried.add(once);
      open.push({ run, input, said: JSON.stringify(input) });
    }
  }
  return wrong;
}

it.each(situations)('%s comes to an end by whichever answer, and every sentence is whole', (...situation) => {
  expect(linked.flatMap((scenario) => walkAll(scenario, situation))).toEqual([]);
});
