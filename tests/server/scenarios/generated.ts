import fc from 'fast-check';
import { stringify } from 'yaml';
import { linkScenario, parseScenario, verifyScenario, type Fault, type Scenario } from '#server/scenarios/index.ts';

type Written = Record<string, unknown>;

const written = (file: Written): string => stringify(file, { aliasDuplicateObjects: false });

const texts = (ru: string, en: string) => ({ ru, en });
const date = fc.constantFrom<Written>(
  {},
  { earliest: 'today' },
  { earliest: 'today+1', latest: 'today+30', workdays: true },
  { latest: 'today' },
);
const number = fc.constantFrom<Written>({}, { min: 1, max: 10, whole: true }, { max: 0 });
const typed: fc.Arbitrary<Written> = fc.oneof(
  fc.constantFrom<Written>(
    { answer: 'text' },
    { answer: 'text', suggest: 'customer.name' },
    { answer: 'email', suggest: 'person.email' },
    { answer: 'phone', suggest: 'person.phone' },
  ),
  date.map((more) => ({ answer: 'date', ...more })),
  number.map((more) => ({ answer: 'number', ...more })),
);
const kind = fc.constantFrom(
  ...([
    'say',
    'typed',
    'typed',
    'choice',
    'choice',
    'file',
    'order',
    'branch',
    'set',
    'article',
    'act',
    'call',
  ] as const),
);
const end = fc.constantFrom<Written>(
  { handOff: { reason: 'needsPerson', priority: 'high' } },
  { resolve: true },
  { didItHelp: true },
);
const part = fc.record({ kind, typed, ahead: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), back: fc.nat(9) });

const phone = {
  act: 'callback.ask',
  with: { phone: { literal: '+74951234567' } },
  confirm: texts('Перезвонить?', 'Call you?'),
};

interface Drawn {
  kind: typeof kind extends fc.Arbitrary<infer T> ? T : never;
  typed: Written;
  ahead: number[];
  back: number;
}

/** Steps of which each leads to later ones; only what waits for an answer may lead back. */
function stepsFrom(drawn: readonly Drawn[], last: Written, mayCall: boolean): Record<string, Written> {
  const steps: Record<string, Written> = {};
  const name = (index: number): string => `s${String(Math.min(index, drawn.length))}`;
  for (const [index, { kind: what, typed: answer, ahead, back }] of drawn.entries()) {
    const forward = (which: number): string => name(index + 1 + (ahead[which] ?? 0));
    const anywhere = back < 3 && index > 0 ? name(back % index) : forward(1);
    const then = forward(0);
    const ask = { ask: texts('Что?', 'What?'), label: texts('Ответ', 'Answer'), into: `v${String(index)}` };
    const own = name(index);
    if (what === 'say') steps[own] = { say: texts('Текст', 'Text'), then };
    else if (what === 'typed') steps[own] = { ...ask, ...answer, then };
    else if (what === 'choice') {
      const choices = [
        { value: 'one', label: texts('Раз', 'One') },
        { value: 'two', label: texts('Два', 'Two'), then: anywhere },
      ];
      steps[own] = { ...ask, choices, then };
    } else if (what === 'file') steps[own] = { ...ask, answer: 'file', none: forward(1), then };
    else if (what === 'order') {
      const single = back % 2 ? 'take' : 'confirm';
      steps[own] = { lookUp: 'orders.current', into: 'orders', failed: forward(1), then: `${own}which` };
      steps[`${own}which`] = { ...ask, answer: 'order', from: 'orders', none: forward(2), single, then };
    } else if (what === 'branch') {
      const cases = [
        { if: 'company.open and person.role = owner', then: forward(1) },
        { if: 'customer.segments has key-accounts', then: forward(2) },
      ];
      steps[own] = { branch: [...cases, { otherwise: then }] };
    } else if (what === 'set') steps[own] = { set: { [`v${String(index)}`]: 'да' }, then };
    else if (what === 'article') steps[own] = { article: 'pay-invoice', then };
    else if (what === 'act') {
      steps[own] = {
        ...phone,
        no: anywhere,
        ...(back % 2 ? { failed: forward(2) } : {}),
        into: `v${String(index)}`,
        then,
      };
    } else if (mayCall)
      steps[own] = { call: 'part', with: { given: { literal: 'да' } }, into: { [`v${String(index)}`]: 'v0' }, then };
    else steps[own] = { ...ask, ...answer, then };
  }
  steps[name(drawn.length)] = last;
  return reached(steps);
}

/** Only what is come to: the verifier wants nothing else. */
function reached(steps: Record<string, Written>): Record<string, Written> {
  const names = Object.keys(steps);
  const seen = new Set<string>();
  const open = names.slice(0, 1);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const written = JSON.stringify(steps[id]);
    open.push(...names.filter((other) => new RegExp(`"(?:then|no|none|failed|otherwise)":"${other}"`).test(written)));
  }
  return Object.fromEntries(Object.entries(steps).filter(([id]) => seen.has(id)));
}

const head = {
  type: 'request',
  topic: 'orders',
  queue: 'delivery',
  audience: 'signedIn',
  title: texts('Проба', 'Sample'),
};
const examples = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export interface Generated {
  scenario: Scenario;
  /** What the verifier says: nothing. */
  faults: Fault[];
  yaml: string;
}

/** Whole scenarios of every kind of step, which may call a part made in the same way. */
export const generated: fc.Arbitrary<Generated> = fc
  .record({
    main: fc.array(part, { minLength: 2, maxLength: 9 }),
    last: end,
    inner: fc.array(part, { minLength: 0, maxLength: 4 }),
  })
  .map(({ main, last, inner }) => {
    // A part first asks for what it returns.
    const asked: Drawn = { kind: 'typed', typed: { answer: 'phone' }, ahead: [0, 0, 0, 0], back: 9 };
    const partYaml = written({
      key: 'part',
      ...head,
      takes: { given: 'text' },
      steps: stepsFrom([asked, ...inner], { return: ['v0'] }, false),
    });
    const yaml = written({
      key: 'sample',
      ...head,
      examples: { ru: examples, en: examples },
      steps: stepsFrom(main, last, true),
    });
    const [whole, called] = [parseScenario('sample.yaml', yaml), parseScenario('part.yaml', partYaml)];
    const scenarios = new Map([
      ['sample', whole.scenario],
      ['part', called.scenario],
    ]);
    const around = {
      articles: new Set(['pay-invoice']),
      queues: new Set(['delivery']),
      topics: new Set(['orders']),
      scenarios,
    };
    const faults = [...verifyScenario(whole, around), ...verifyScenario(called, around)];
    if (!whole.scenario) throw new Error(faults.map(({ message }) => message).join('\n'));
    return { scenario: linkScenario(whole.scenario, scenarios), faults, yaml: `${yaml}\n---\n${partYaml}` };
  });
