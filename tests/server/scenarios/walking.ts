import { fileURLToPath } from 'node:url';
import {
  isStartable,
  linkScenario,
  newRun,
  parseScenario,
  readScenarioFolder,
  step,
  type Effect,
  type Input,
  type Item,
  type Run,
  type Scenario,
  type Scene,
} from '#server/scenarios/index.ts';

export const folder = fileURLToPath(new URL('../../../src/content/scenarios', import.meta.url));

export const scene: Scene = {
  locale: 'ru',
  timeZone: 'Europe/Moscow',
  origin: 'https://help.example',
  today: '2026-11-19',
  person: {
    signedIn: true,
    name: 'Марина Соколова',
    email: 'm.sokolova@sever.example',
    phone: '+74951234567',
    role: 'owner',
  },
  customer: { name: 'ООО «Северный ветер»', kind: 'company', segments: ['key-accounts'] },
  company: { opensAt: null },
};
export const visitor: Scene = {
  ...scene,
  person: { signedIn: false, name: null, email: null, phone: null, role: null },
  customer: { name: null, kind: null, segments: [] },
};

/** Reads a scenario that must be whole. */
export function scenarioFrom(yaml: string): Scenario {
  const { scenario, faults } = parseScenario('test.yaml', yaml);
  if (!scenario) throw new Error(faults.map((fault) => `${String(fault.line)}: ${fault.message}`).join('\n'));
  return scenario;
}

/** The scenarios of the demo, each with what it calls. */
export async function contentScenarios(): Promise<Scenario[]> {
  const all = (await readScenarioFolder(folder)).map(({ yaml }) => scenarioFrom(yaml));
  const library = new Map(all.map((each) => [each.key, each]));
  return all.filter(isStartable).map((each) => linkScenario(each, library));
}

export const order = (fields: Item = {}): Item => ({
  number: '2418',
  title: 'Переговорная «Совет»',
  stage: 'production',
  promisedOn: '2026-11-20',
  expectedOn: '2026-11-27',
  late: true,
  overdue: false,
  daysLate: 7,
  delayReason: 'шпон пришёл позже',
  stepName: 'Сборка',
  carrier: null,
  changeable: false,
  freeReschedule: true,
  rescheduleUntil: '2026-11-25',
  path: '/cabinet/orders/2418',
  ...fields,
});

export const invoice = (fields: Item = {}): Item => ({
  number: '1042',
  title: 'Предоплата 50 %',
  state: 'unpaid',
  total: { amount: 12_345_600, currency: 'RUB' },
  left: { amount: 12_345_600, currency: 'RUB' },
  issuedOn: '2026-11-10',
  dueOn: '2026-11-17',
  overdue: true,
  daysOverdue: 2,
  paidOn: null,
  path: '/cabinet/invoices/1042',
  ...fields,
});

/** A walk through a scenario in one language, look-ups answered by `found`; acts succeed unless they are to fail. */
export class Walker {
  run: Run = newRun();
  effects: Effect[] = [];
  readonly #scenario: Scenario;
  readonly #scene: Scene;
  readonly #found: Record<string, Item[]>;
  readonly #fails: boolean;
  /** What it was told to do. */
  readonly acts: Extract<Effect, { kind: 'act' }>[] = [];

  constructor(scenario: Scenario, options: { scene?: Scene; found?: Record<string, Item[]>; actsFail?: boolean } = {}) {
    this.#scenario = scenario;
    this.#scene = options.scene ?? scene;
    this.#found = options.found ?? {};
    this.#fails = options.actsFail ?? false;
  }

  take(input: Input): this {
    const stepped = step(this.#scenario, this.run, input, this.#scene);
    this.run = stepped.run;
    this.effects = stepped.effects;
    for (let last = this.effects.at(-1); last?.kind === 'lookUp' || last?.kind === 'act'; last = this.effects.at(-1)) {
      const next = step(this.#scenario, this.run, this.#performed(last), this.#scene);
      this.run = next.run;
      this.effects = [...this.effects.slice(0, -1), ...next.effects];
    }
    return this;
  }

  #performed(effect: Extract<Effect, { kind: 'lookUp' | 'act' }>): Input {
    if (effect.kind === 'lookUp') {
      const found = this.#found[effect.lookUp];
      return found ? { kind: 'found', value: found } : { kind: 'failed' };
    }
    this.acts.push(effect);
    return this.#fails ? { kind: 'failed' } : { kind: 'done', value: { number: '5-900', path: '/chat/1' } };
  }

  say(text: string, value?: string): this {
    return this.take({ kind: 'answer', text, value });
  }

  get texts(): string[] {
    return this.effects.flatMap((effect) => ('text' in effect && effect.text !== null ? [effect.text] : []));
  }

  get kinds(): string[] {
    return this.effects.map((effect) => effect.kind);
  }
}
